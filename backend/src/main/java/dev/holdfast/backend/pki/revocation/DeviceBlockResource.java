package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.backend.tenancy.command.Outcome;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.revocation.BlockResult;
import dev.holdfast.contract.operator.revocation.LossPreview;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Block of one device by its path: a role where the device is will do, also to approve it. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/devices/{deviceId}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Devices")
public class DeviceBlockResource {
    private final Access access;
    private final Commands commands;
    private final BlockDevices blockDevices;

    DeviceBlockResource(Access access, Commands commands, BlockDevices blockDevices) {
        this.access = access;
        this.commands = commands;
        this.blockDevices = blockDevices;
    }

    @POST
    @Path("block-impact")
    @InCatalog(Act.MANAGE_CATALOG)
    @Operation(
            operationId = "previewDeviceBlock",
            summary = "See what blocking a device would take",
            description = "Which certificates it would lose, and until when they are valid. Changes nothing.")
    public Uni<LossPreview> impact(@PathParam("deviceId") String deviceId) {
        return blockDevices.preview(access.catalog(), Parameters.device(deviceId));
    }

    @POST
    @Path("block")
    @InCatalog(Act.MANAGE_CATALOG)
    @APIResponseSchema(value = BlockResult.class, responseCode = "200")
    @APIResponse(
            responseCode = "202",
            description = "It waits for approval",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ApprovalView.class)))
    @Operation(
            operationId = "blockDevice",
            summary = "Block a device",
            description =
                    "Gateways refuse it within two seconds, also on connections that are open, and it gets no certificate until it is"
                            + " unblocked. Where the catalog's rules demand approval, the answer is 202 with what waits, and"
                            + " who may approve where the device is decides.")
    public Uni<RestResponse<Object>> block(@PathParam("deviceId") String deviceId, Reason why) {
        return commands.submit(blockDevices, BlockDevices.Request.of(Parameters.device(deviceId), Bodies.required(why)))
                .map(Outcome::ok);
    }

    @POST
    @Path("unblock")
    @InCatalog(Act.MANAGE_CATALOG)
    @Operation(
            operationId = "unblockDevice",
            summary = "Unblock a device",
            description = "It is let in again with what it has, and can attest.")
    public Uni<BlockResult> unblock(@PathParam("deviceId") String deviceId, Reason why) {
        return commands.run(
                blockDevices.unblock(BlockDevices.Request.of(Parameters.device(deviceId), Bodies.required(why))));
    }
}
