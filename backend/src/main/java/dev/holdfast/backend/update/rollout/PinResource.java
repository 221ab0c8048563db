package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.rollout.RolloutView;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** Takes single devices out of a rollout, or out of all updates. */
@Path(OperatorApi.BASE + "catalogs/{catalog}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Rollouts")
public class PinResource {
    private final Commands commands;
    private final RolloutResponses responses;
    private final PinDevice pinDevice;
    private final ExemptDevice exemptDevice;

    PinResource(Commands commands, RolloutResponses responses, PinDevice pinDevice, ExemptDevice exemptDevice) {
        this.commands = commands;
        this.responses = responses;
        this.pinDevice = pinDevice;
        this.exemptDevice = exemptDevice;
    }

    @POST
    @Path("devices/{deviceId}/pin")
    @ResponseStatus(204)
    @APIResponse(responseCode = "204", description = "Done")
    @InCatalog(Permission.PUBLISH)
    @Operation(
            operationId = "pinDevice",
            summary = "Pin a device",
            description =
                    "Gateways offer the device no update, also none of the operating system, until it is unpinned. Its update counts as held.")
    public Uni<Void> pin(@PathParam("deviceId") String deviceId, Reason why) {
        return commands.run(
                pinDevice.pin(Parameters.device(deviceId), Bodies.required(why).reason()));
    }

    @POST
    @Path("devices/{deviceId}/unpin")
    @ResponseStatus(204)
    @APIResponse(responseCode = "204", description = "Done")
    @InCatalog(Permission.PUBLISH)
    @Operation(
            operationId = "unpinDevice",
            summary = "Unpin a device",
            description = "The device is offered the target of its group at its next poll.")
    public Uni<Void> unpin(@PathParam("deviceId") String deviceId, Reason why) {
        return commands.run(pinDevice.unpin(
                Parameters.device(deviceId), Bodies.required(why).reason()));
    }

    @POST
    @Path("rollouts/{rollout}/exempt-devices/{deviceId}")
    @InCatalog(Permission.PUBLISH)
    @APIResponseSchema(value = RolloutView.class, responseCode = "200")
    @Operation(
            operationId = "exemptDevice",
            summary = "Exempt a device from a rollout",
            description =
                    "Takes one device out of the rollout and its counters, at most 100 of a rollout. Signed into the manifest set, so that"
                            + " a stolen gateway cannot undo it.")
    public Uni<RestResponse<Object>> exempt(
            @PathParam("rollout") String rollout, @PathParam("deviceId") String deviceId, Reason why) {
        return submit(rollout, deviceId, true, why);
    }

    @POST
    @Path("rollouts/{rollout}/include-devices/{deviceId}")
    @InCatalog(Permission.PUBLISH)
    @APIResponseSchema(value = RolloutView.class, responseCode = "200")
    @Operation(
            operationId = "includeDevice",
            summary = "Include an exempt device in a rollout again",
            description = "The device follows the rollout and its phases again, and is counted with its last state.")
    public Uni<RestResponse<Object>> include(
            @PathParam("rollout") String rollout, @PathParam("deviceId") String deviceId, Reason why) {
        return submit(rollout, deviceId, false, why);
    }

    private Uni<RestResponse<Object>> submit(String rollout, String deviceId, boolean exempt, Reason why) {
        return responses.submit(
                exemptDevice,
                new ExemptDevice.Request(
                        Parameters.guid("Rollout", rollout),
                        Parameters.device(deviceId),
                        exempt,
                        Bodies.required(why).reason()));
    }
}
