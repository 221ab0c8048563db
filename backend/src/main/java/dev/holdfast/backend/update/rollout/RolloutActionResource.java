package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.rollout.RolloutExtension;
import dev.holdfast.contract.operator.rollout.RolloutView;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** Starts, changes and ends rollouts. Operations that offer images to more devices can need approval; those that stop never do. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/rollouts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Rollouts")
public class RolloutActionResource {
    private final Commands commands;
    private final RolloutResponses responses;
    private final StartRollout startRollout;
    private final ResumeRollout resumeRollout;
    private final ProceedRollout proceedRollout;
    private final ExtendRollout extendRollout;
    private final RetryFailed retryFailed;
    private final PauseRollout pauseRollout;
    private final AbortRollout abortRollout;
    private final RollBackRollout rollBackRollout;
    private final StopRollouts stopRollouts;

    RolloutActionResource(
            Commands commands,
            RolloutResponses responses,
            StartRollout startRollout,
            ResumeRollout resumeRollout,
            ProceedRollout proceedRollout,
            ExtendRollout extendRollout,
            RetryFailed retryFailed,
            PauseRollout pauseRollout,
            AbortRollout abortRollout,
            RollBackRollout rollBackRollout,
            StopRollouts stopRollouts) {
        this.commands = commands;
        this.responses = responses;
        this.startRollout = startRollout;
        this.resumeRollout = resumeRollout;
        this.proceedRollout = proceedRollout;
        this.extendRollout = extendRollout;
        this.retryFailed = retryFailed;
        this.pauseRollout = pauseRollout;
        this.abortRollout = abortRollout;
        this.rollBackRollout = rollBackRollout;
        this.stopRollouts = stopRollouts;
    }

    @POST
    @Path("{rollout}/start")
    @InCatalog(Permission.PUBLISH)
    @APIResponseSchema(value = RolloutView.class, responseCode = "200")
    @APIResponse(responseCode = "202", ref = "AwaitsApproval")
    @Operation(
            operationId = "startRollout",
            summary = "Start a rollout",
            description =
                    "Starts a draft, or an aborted rollout of the operating system again as a new one. Fails if another rollout is active."
                            + " The response is 202 with the approval if one is required.")
    public Uni<RestResponse<Object>> start(@PathParam("rollout") String rollout) {
        return responses.submit(startRollout, new StartRollout.Request(id(rollout)));
    }

    @POST
    @Path("{rollout}/pause")
    @InCatalog(Permission.PUBLISH)
    @Operation(
            operationId = "pauseRollout",
            summary = "Pause a rollout",
            description =
                    "Devices are offered nothing of the rollout until it is resumed. Devices that already downloaded the images ask again"
                            + " before they install them.")
    public Uni<RestResponse<RolloutView>> pause(@PathParam("rollout") String rollout, Reason why) {
        return responses.run(
                pauseRollout.pause(id(rollout), Bodies.required(why).reason()));
    }

    @POST
    @Path("{rollout}/resume")
    @InCatalog(Permission.PUBLISH)
    @APIResponseSchema(value = RolloutView.class, responseCode = "200")
    @APIResponse(responseCode = "202", ref = "AwaitsApproval")
    @Operation(
            operationId = "resumeRollout",
            summary = "Resume a rollout",
            description =
                    "Offers the images again after a pause or halt. Fails while a halt rule fires: extend the rollout with other rules, or"
                            + " retry the failed devices. Can need approval.")
    public Uni<RestResponse<Object>> resume(@PathParam("rollout") String rollout, Reason why) {
        return responses.submit(
                resumeRollout,
                new ResumeRollout.Request(id(rollout), Bodies.required(why).reason()));
    }

    @POST
    @Path("{rollout}/proceed")
    @InCatalog(Permission.PUBLISH)
    @APIResponseSchema(value = RolloutView.class, responseCode = "200")
    @APIResponse(responseCode = "202", ref = "AwaitsApproval")
    @Operation(
            operationId = "proceedRollout",
            summary = "Open the next phase of a rollout",
            description =
                    "For a rollout that waits for a person. After the last phase, completes the rollout. Can need approval.")
    public Uni<RestResponse<Object>> proceed(@PathParam("rollout") String rollout, Reason why) {
        return responses.submit(
                proceedRollout,
                new ProceedRollout.Request(id(rollout), Bodies.required(why).reason()));
    }

    @POST
    @Path("{rollout}/extend")
    @InCatalog(Permission.PUBLISH)
    @APIResponseSchema(value = RolloutView.class, responseCode = "200")
    @APIResponse(responseCode = "202", ref = "AwaitsApproval")
    @Operation(
            operationId = "extendRollout",
            summary = "Change the plan of a rollout",
            description =
                    "Changes the soak time, the limit of devices in flight, the halt rules, or the phases that are not open. With If-Match,"
                            + " fails if the rollout changed since that version. Can need approval.")
    public Uni<RestResponse<Object>> extend(
            @PathParam("rollout") String rollout,
            @HeaderParam(HttpHeaders.IF_MATCH) List<String> expected,
            RolloutExtension request) {
        return responses.submit(
                extendRollout, new ExtendRollout.Request(id(rollout), Bodies.required(request), IfMatch.of(expected)));
    }

    @POST
    @Path("{rollout}/retry-failed")
    @InCatalog(Permission.PUBLISH)
    @APIResponseSchema(value = RolloutView.class, responseCode = "200")
    @APIResponse(responseCode = "202", ref = "AwaitsApproval")
    @Operation(
            operationId = "retryFailedDevices",
            summary = "Retry failed devices",
            description =
                    "Offers the images again to the failed devices of the open phases. They count as targeted again. Can need approval.")
    public Uni<RestResponse<Object>> retry(@PathParam("rollout") String rollout, Reason why) {
        return responses.submit(
                retryFailed,
                new RetryFailed.Request(id(rollout), Bodies.required(why).reason()));
    }

    @POST
    @Path("{rollout}/abort")
    @InCatalog(Permission.PUBLISH)
    @Operation(
            operationId = "abortRollout",
            summary = "Abort a rollout",
            description =
                    "Ends the rollout, also a draft. Devices keep the images that they have. To bring devices back, roll back instead.")
    public Uni<RestResponse<RolloutView>> abort(@PathParam("rollout") String rollout, Reason why) {
        return responses.run(
                abortRollout.abort(id(rollout), Bodies.required(why).reason()));
    }

    @POST
    @Path("{rollout}/roll-back")
    @InCatalog(Permission.PUBLISH)
    @APIResponseSchema(value = RolloutView.class, responseCode = "200")
    @Operation(
            operationId = "rollBackRollout",
            summary = "Roll back a rollout",
            description =
                    "Brings devices of the open phases back to the images before the rollout, under a new version. Fails if there were"
                            + " none, or if anti-rollback fuses prevent it.")
    public Uni<RestResponse<Object>> rollBack(@PathParam("rollout") String rollout, Reason why) {
        return responses.submit(
                rollBackRollout,
                new RollBackRollout.Request(id(rollout), Bodies.required(why).reason()));
    }

    @POST
    @Path("stop")
    @ResponseStatus(204)
    @APIResponse(responseCode = "204", description = "Done")
    @InCatalog(Permission.MANAGE_CATALOG)
    @Operation(
            operationId = "stopRollouts",
            summary = "Stop all rollouts",
            description =
                    "Halts the active rollouts of the catalog. Until they are allowed again, starts and deployments fail, and new OS releases wait.")
    public Uni<Void> stop(Reason why) {
        return commands.run(stopRollouts.stop(Bodies.required(why).reason()));
    }

    @POST
    @Path("allow")
    @ResponseStatus(204)
    @APIResponse(responseCode = "204", description = "Done")
    @InCatalog(Permission.MANAGE_CATALOG)
    @Operation(
            operationId = "allowRollouts",
            summary = "Allow rollouts again",
            description = "Ends a stop of all rollouts. Halted rollouts stay halted: resume each of them.")
    public Uni<Void> allow(Reason why) {
        return commands.run(stopRollouts.allow(Bodies.required(why).reason()));
    }

    private static UUID id(String rollout) {
        return Parameters.guid("Rollout", rollout);
    }
}
