package dev.holdfast.backend.tenancy.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.backend.platform.db.OwnContext;
import dev.holdfast.backend.platform.db.RequestOrigin;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.idempotency.StoredResponses.Answer;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.CreatedToken;
import dev.holdfast.contract.operator.identity.InvitedPerson;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Runs each POST with an {@code Idempotency-Key} once. Runs after the access filter, because keys belong to a caller. Failed
 * requests can be retried with the same key.
 */
@ApplicationScoped
public class IdempotencyFilter {
    public static final String HEADER = "Idempotency-Key";

    /** Header of a replayed response. */
    static final String REPLAYED = "Idempotency-Replayed";

    private static final Logger LOG = Logger.getLogger(IdempotencyFilter.class);
    private static final String PENDING = "holdfast.repeat-key";
    private static final int MAX_BODY = 1 << 20;
    /** Responses with this status or a higher one are not stored. */
    private static final int FIRST_FAILURE = 300;

    private final Access access;
    private final StoredResponses answers;
    private final ObjectMapper json;
    private final OwnContext contexts;

    IdempotencyFilter(Access access, StoredResponses answers, ObjectMapper json, OwnContext contexts) {
        this.access = access;
        this.answers = answers;
        this.json = json;
        this.contexts = contexts;
    }

    // The documented replacement of readBody reads forms only.
    /** Answers a retry with the stored response. Otherwise notes the key and lets the request run. */
    @SuppressWarnings("deprecation")
    @ServerRequestFilter(priority = Priorities.AUTHORIZATION + 2, readBody = true)
    Uni<@Nullable Response> begin(ContainerRequestContext request, ResourceInfo resource, RoutingContext routing) {
        String header = request.getHeaderString(HEADER);
        if (header == null
                || !request.getMethod().equals(HttpMethod.POST)
                || !request.getUriInfo().getPath().startsWith(OperatorApi.BASE)) {
            return Uni.createFrom().nullItem();
        }
        IdempotencyKey key = key(request, resource, header);
        return answers.begin(key).map(before -> {
            if (before.isPresent()) {
                return answer(before.get(), log(request));
            }
            request.setProperty(PENDING, key);
            RequestOrigin.attempt(key.attempt());
            if (isReleasedOnDisconnect(resource)) {
                routing.addEndHandler(ended -> releaseKey(request));
                if (routing.response().closed()) {
                    releaseKey(request);
                }
            }
            return null;
        });
    }

    /**
     * Returns whether the key is released when the client disconnects. An operation that cannot be cancelled keeps its key, because the
     * database refuses to commit an operation whose key was released.
     */
    private static boolean isReleasedOnDisconnect(ResourceInfo resource) {
        Cancellable cancellable = resource.getResourceMethod().getAnnotation(Cancellable.class);
        return cancellable == null || cancellable.value();
    }

    /** Releases the key after a disconnect, on a new context, because a transaction may still run on the request's context. */
    private void releaseKey(ContainerRequestContext request) {
        if (request.getProperty(PENDING) instanceof IdempotencyKey key) {
            request.removeProperty(PENDING);
            contexts.run(() -> logFailure(answers.release(key))).subscribe().with(done -> {});
        }
    }

    /** Returns whether the operation has a body parameter. Otherwise, a body is ignored or read by the operation. */
    private static boolean takesBody(ResourceInfo resource) {
        return Arrays.stream(resource.getResourceMethod().getParameters())
                .anyMatch(parameter -> parameter.getAnnotations().length == 0);
    }

    /** Returns the headers that stand for the body of an upload, which is too large to be read here; empty for an operation without body. */
    private static byte[] described(ContainerRequestContext request, ResourceInfo resource) {
        return resource.getResourceMethod().isAnnotationPresent(Consumes.class)
                ? (request.getHeaderString(HttpHeaders.CONTENT_LENGTH)
                                + ' '
                                + request.getHeaderString("Content-Digest"))
                        .getBytes(StandardCharsets.UTF_8)
                : new byte[0];
    }

    private IdempotencyKey key(ContainerRequestContext request, ResourceInfo resource, String header) {
        boolean takesBody = takesBody(resource);
        try {
            byte[] body = takesBody ? request.getEntityStream().readAllBytes() : described(request, resource);
            if (takesBody) {
                request.setEntityStream(new ByteArrayInputStream(body));
            }
            return new IdempotencyKey(
                    access.catalogOrInstallation(),
                    access.caller(),
                    IdempotencyKey.parse(header),
                    IdempotencyKey.fingerprint(
                            request.getMethod(),
                            request.getUriInfo().getRequestUri().getRawPath()
                                    + '?'
                                    + request.getUriInfo().getRequestUri().getRawQuery(),
                            String.valueOf(request.getHeaderString(HttpHeaders.CONTENT_TYPE)),
                            body),
                    UUID.randomUUID());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the path of the audit log that records the request. */
    private static String log(ContainerRequestContext request) {
        String catalog = request.getUriInfo().getPathParameters().getFirst("catalog");
        return OperatorApi.BASE + (catalog == null ? "audit" : "catalogs/" + catalog + "/audit");
    }

    private static Response answer(Answer before, String log) {
        if (before.answer() == null && before.mediaType() != null) {
            throw ProblemException.conflict(
                    "This request already succeeded. Its response cannot be replayed: it is a file, contains a secret that is shown"
                            + " once, or is too long. "
                            + (before.location() == null
                                    ? "See " + log + " for what it changed."
                                    : "Read " + before.location() + "."));
        }
        Response.ResponseBuilder response = Response.status(before.status()).header(REPLAYED, "true");
        if (before.location() != null) {
            response.header(HttpHeaders.LOCATION, before.location());
        }
        if (before.tag() != null) {
            response.header(HttpHeaders.ETAG, before.tag());
        }
        return before.answer() == null
                ? response.build()
                : response.entity(before.answer().bytes())
                        .type(before.mediaType())
                        .build();
    }

    /** Stores the response of a request with a key. A failed request releases its key. */
    @ServerResponseFilter
    Uni<Void> end(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(request.getProperty(PENDING) instanceof IdempotencyKey key)) {
            return Uni.createFrom().voidItem();
        }
        request.removeProperty(PENDING);
        return logFailure(
                response.getStatus() >= FIRST_FAILURE ? answers.release(key) : answers.keep(key, answer(response)));
    }

    private static Uni<Void> logFailure(Uni<Void> answer) {
        return answer.onFailure()
                .invoke(failure -> LOG.warn(
                        "response not stored; retries of its request stay in progress for five minutes", failure))
                .onFailure()
                .recoverWithNull();
    }

    private Answer answer(ContainerResponseContext response) {
        Object entity = response.getEntity();
        byte[] body = bytes(entity);
        return new Answer(
                response.getStatus(),
                entity == null
                        ? null
                        : response.getMediaType() == null
                                ? MediaType.APPLICATION_JSON
                                : response.getMediaType().toString(),
                response.getHeaderString(HttpHeaders.LOCATION),
                response.getHeaderString(HttpHeaders.ETAG),
                body == null || body.length > MAX_BODY ? null : Blob.of(body));
    }

    /** Returns the body to store; null for secrets, which are shown once, and for files, because each access to them is checked. */
    private byte @Nullable [] bytes(@Nullable Object entity) {
        try {
            return switch (entity) {
                case null -> null;
                case CreatedToken _ -> null;
                case InvitedPerson _ -> null;
                case byte[] _ -> null;
                default -> json.writeValueAsBytes(entity);
            };
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
