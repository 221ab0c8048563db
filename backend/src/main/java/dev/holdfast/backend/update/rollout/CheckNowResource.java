package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Asks devices to check for updates now. */
@Path(OperatorApi.BASE + "catalogs/{catalog}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Rollouts")
public class CheckNowResource {
    private final Commands commands;
    private final CheckNow checkNow;

    CheckNowResource(Commands commands, CheckNow checkNow) {
        this.commands = commands;
        this.checkNow = checkNow;
    }

    @POST
    @Path("devices/{deviceId}/check-now")
    @ResponseStatus(204)
    @APIResponse(responseCode = "204", description = "Done")
    @InCatalog(Permission.PUBLISH)
    @Operation(
            operationId = "checkDeviceNow",
            summary = "Ask a device to check for updates",
            description =
                    "A device whose poll waits at a gateway polls again within seconds. Other devices poll as usual.")
    public Uni<Void> device(@PathParam("deviceId") String deviceId) {
        return commands.run(checkNow.device(Parameters.device(deviceId)));
    }

    @POST
    @Path("products/{product}/groups/{group}/check-now")
    @ResponseStatus(204)
    @APIResponse(responseCode = "204", description = "Done")
    @InCatalog(Permission.PUBLISH)
    @Operation(
            operationId = "checkDeviceGroupNow",
            summary = "Ask the devices of a group to check for updates",
            description =
                    "Devices whose polls wait at a gateway poll again within seconds: each gateway spreads the polls."
                            + " Other devices poll as usual.")
    public Uni<Void> group(@PathParam("product") String product, @PathParam("group") String group) {
        return commands.run(checkNow.group(product, group));
    }
}
