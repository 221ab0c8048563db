package dev.holdfast.backend.attestation.policy.replay;

import dev.holdfast.backend.attestation.policy.PreviewActivation;
import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.list.ListResponses;
import dev.holdfast.backend.platform.list.PageParameters;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.policy.ActivationImpact;
import dev.holdfast.contract.operator.policy.NewReplay;
import dev.holdfast.contract.operator.policy.ReplayChangeFields;
import dev.holdfast.contract.operator.policy.ReplayChangePage;
import dev.holdfast.contract.operator.policy.ReplayState;
import dev.holdfast.contract.operator.policy.ReplayView;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path(OperatorApi.BASE + "catalogs/{catalog}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Policies")
public class ReplayResource {
    private static final String ONE = "replays/{id}";

    private final Access access;
    private final StartReplay startReplay;
    private final ListReplays listReplays;
    private final ListReplayChanges listChanges;
    private final PreviewActivation previewActivation;

    ReplayResource(
            Access access,
            StartReplay startReplay,
            ListReplays listReplays,
            ListReplayChanges listChanges,
            PreviewActivation previewActivation) {
        this.access = access;
        this.startReplay = startReplay;
        this.listReplays = listReplays;
        this.listChanges = listChanges;
        this.previewActivation = previewActivation;
    }

    @POST
    @Path("policies/{policy}/versions/{version}/replays")
    @APIResponseSchema(value = ReplayView.class, responseCode = "201", responseDescription = "Created")
    @InCatalog(Permission.WRITE_POLICIES)
    @Operation(
            operationId = "startReplay",
            summary = "Replay a version over stored evidence",
            description =
                    "Appraises stored evidence of the policy's devices again, and compares the decisions of this version"
                            + " with those of the active policy. Uses at most the newest 64 pieces per device in the period. Changes"
                            + " nothing. Version 0 stands for removing the policy.")
    public Uni<RestResponse<ReplayView>> start(
            @PathParam("catalog") String catalog,
            @PathParam("policy") String policy,
            @PathParam("version") String version,
            NewReplay request,
            @Context UriInfo uri) {
        return startReplay
                .start(policy, Parameters.numbered("Version", version), Bodies.required(request))
                .map(replay -> EntityTag.at(
                        uri.getBaseUriBuilder()
                                .path(ReplayResource.class)
                                .path(ONE)
                                .build(catalog, replay.id()),
                        RestResponse.Status.CREATED,
                        replay,
                        tag(replay)));
    }

    @GET
    @Path("policies/{policy}/replays")
    @APIResponseSchema(value = ReplayView[].class, responseCode = "200")
    @InCatalog(Permission.READ)
    @Operation(operationId = "listReplays", summary = "List the replays of a policy", description = "Newest first.")
    public Uni<RestResponse<Object>> list(@PathParam("policy") String policy, @BeanParam PageParameters parameters) {
        return listReplays
                .ofPolicy(access.catalog(), policy, parameters)
                .map(page -> ListResponses.page(page, parameters));
    }

    @GET
    @Path(ONE)
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getReplay",
            summary = "Get a replay",
            description =
                    "Progress, counts by group, and whether the report can be used for an activation. A replay fails after five"
                            + " failed attempts at the same devices.")
    public Uni<RestResponse<ReplayView>> get(@PathParam("id") String id) {
        return listReplays
                .one(access.catalog(), Parameters.guid("Replay", id))
                .map(replay -> EntityTag.ok(replay, tag(replay)));
    }

    @GET
    @Path("replays/{id}/changes")
    @InCatalog(Permission.READ)
    @APIResponseSchema(value = ReplayChangePage.class, responseCode = "200")
    @Operation(
            operationId = "listReplayChanges",
            summary = "List devices whose trust would change",
            description = "By device ID, with trust before and after, rule and reason.")
    public Uni<RestResponse<Object>> changes(
            @PathParam("id") String id,
            @QueryParam("filter") @Nullable String filter,
            @BeanParam PageParameters parameters) {
        return listChanges
                .page(
                        access.catalog(),
                        Parameters.guid("Replay", id),
                        Parameters.filter(filter, ReplayChangeFields.VOCABULARY),
                        Parameters.deviceBefore(parameters.cursor()),
                        Parameters.limit(parameters.limit()))
                .map(page -> ListResponses.linked(
                        page,
                        Optional.ofNullable(page.next()).map(DeviceId::text).orElse(null),
                        parameters.uri()));
    }

    @GET
    @Path("replays/{id}/activation-impact")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "previewActivation",
            summary = "Preview the activation of a replayed version",
            description =
                    "Returns how many devices would change their trust, how many of them are offline, and when the others have"
                            + " attested at the latest. Changes nothing.")
    public Uni<ActivationImpact> activationImpact(@PathParam("id") String id) {
        return previewActivation.of(access.catalog(), Parameters.guid("Replay", id));
    }

    @POST
    @Path("replays/{id}/cancel")
    @InCatalog(Permission.WRITE_POLICIES)
    @Operation(
            operationId = "cancelReplay",
            summary = "Cancel a replay",
            description = "Has no effect on a replay that has ended.")
    public Uni<ReplayView> cancel(@PathParam("id") String id) {
        return startReplay.cancel(Parameters.guid("Replay", id));
    }

    /** Returns a tag that does not change with progress. */
    private static String tag(ReplayView replay) {
        return EntityTag.of(replay.id(), replay.state() == ReplayState.CANCELLED);
    }
}
