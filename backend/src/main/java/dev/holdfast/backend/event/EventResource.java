package dev.holdfast.backend.event;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.feed.EventFeed.Selection;
import dev.holdfast.backend.platform.feed.EventPosition;
import dev.holdfast.backend.platform.openapi.ProblemResponses;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.event.EventKinds;
import dev.holdfast.contract.operator.event.EventView;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path(OperatorApi.BASE + "catalogs/{catalog}")
@Tag(name = "Events")
public class EventResource {
    /** Closes the connection of a client that does not read: its stream does not end by itself. */
    private static final Duration LONGEST = Duration.ofSeconds(58);

    private static final String KINDS = "Kinds of events, separated by commas; absent for all kinds";

    private final Access access;
    private final RequestedScope requested;
    private final EventStreams streams;
    private final StreamEvents streamEvents;
    private final Vertx vertx;

    EventResource(
            Access access, RequestedScope requested, EventStreams streams, StreamEvents streamEvents, Vertx vertx) {
        this.access = access;
        this.requested = requested;
        this.streams = streams;
        this.streamEvents = streamEvents;
        this.vertx = vertx;
    }

    @GET
    @Path("events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @InCatalog(value = Permission.READ, anyScope = true)
    @ProblemResponses(ProblemType.RATE_LIMITED)
    @APIResponseSchema(value = EventView.class, responseCode = "200", responseDescription = "Server-sent events")
    @Operation(
            operationId = "streamEvents",
            summary = "Stream events",
            description =
                    "Server-sent events as they happen, each at least once, events about one device in order. The event name is the"
                            + " kind, and the data is JSON. Without Last-Event-ID, only new events. A stream ends before a minute:"
                            + " connect again with Last-Event-ID. With a role in a product or group, or with product, only events about"
                            + " it, its groups, devices, and deployments. In each backend, at most 5 streams for each person, 50 for each"
                            + " catalog, and 200 in all.")
    public Multi<OutboundSseEvent> stream(
            @Parameter(description = KINDS) @QueryParam("kind") @Nullable String kind,
            @QueryParam("product") @Nullable String product,
            @QueryParam("group") @Nullable String group,
            @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) @Nullable String lastEventId,
            @Context Sse sse,
            @Context HttpServerResponse response) {
        CatalogId catalog = access.catalog();
        Selection selection = selection(
                kinds(kind),
                access.caller().authority().scopesIn(catalog, Permission.READ),
                requested.get(),
                Scope.of(catalog));
        return stream(selection, lastEventId, sse, response);
    }

    @GET
    @Path("rollouts/{rollout}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @InCatalog(Permission.READ)
    @ProblemResponses(ProblemType.RATE_LIMITED)
    @APIResponseSchema(value = EventView.class, responseCode = "200", responseDescription = "Server-sent events")
    @Operation(
            operationId = "streamRolloutEvents",
            summary = "Stream events of a rollout",
            description =
                    "Server-sent events about the rollout as they happen, for scripts that wait for its next state. Connect first, then read the"
                            + " rollout, so that you miss no change. Ends, continues and is limited like the stream of all events.")
    public Multi<OutboundSseEvent> ofRollout(
            @PathParam("rollout") String rollout,
            @Parameter(description = KINDS) @QueryParam("kind") @Nullable String kind,
            @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) @Nullable String lastEventId,
            @Context Sse sse,
            @Context HttpServerResponse response) {
        String subject = Parameters.guid("Rollout", rollout).toString();
        return stream(new Selection(kinds(kind), List.of(), subject), lastEventId, sse, response);
    }

    private Multi<OutboundSseEvent> stream(
            Selection selection, @Nullable String lastEventId, Sse sse, HttpServerResponse response) {
        CatalogId catalog = access.catalog();
        EventPosition last = lastEventId == null ? null : EventPosition.parse(lastEventId);
        Runnable end = streams.begin(catalog, access.caller().subject().key());
        long timer = vertx.setTimer(LONGEST.toMillis(), fired -> {
            end.run();
            response.reset();
        });
        return streamEvents.stream(catalog, last, selection, sse)
                .onTermination()
                .invoke(() -> {
                    vertx.cancelTimer(timer);
                    end.run();
                });
    }

    private static Selection selection(List<String> kinds, List<Scope> readable, Scope requested, Scope whole) {
        return new Selection(
                kinds,
                Stream.of(readable, List.of(requested))
                        .filter(scopes -> !scopes.contains(whole))
                        .map(scopes ->
                                scopes.stream().map(EventResource::narrowest).toList())
                        .toList());
    }

    private static UUID narrowest(Scope scope) {
        return Objects.requireNonNull(scope.group() == null ? scope.product() : scope.group());
    }

    private static List<String> kinds(@Nullable String kind) {
        if (kind == null) {
            return List.of();
        }
        List<String> kinds = Arrays.asList(kind.split(",", -1));
        if (!EventKinds.ALL.containsAll(kinds)) {
            throw ProblemException.invalid("kind", "must be one or more of " + String.join(", ", EventKinds.ALL));
        }
        return kinds;
    }
}
