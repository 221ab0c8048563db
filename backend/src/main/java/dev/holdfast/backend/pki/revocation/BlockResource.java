package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.backend.tenancy.command.Outcome;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.revocation.BlockRequest;
import dev.holdfast.contract.operator.revocation.BlockResult;
import dev.holdfast.contract.operator.revocation.CertificateImpact;
import dev.holdfast.contract.operator.revocation.ImpactRequest;
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
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Blocks and unblocks devices. Operations on a list of devices need a role in the whole catalog. If the path names the device, a role in the
 * device's scope is enough. The same applies to approvers.
 */
@Path(OperatorApi.BASE + "catalogs/{catalog}/devices")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Devices")
public class BlockResource {
    private final Access access;
    private final Commands commands;
    private final BlockDevices blockDevices;

    BlockResource(Access access, Commands commands, BlockDevices blockDevices) {
        this.access = access;
        this.commands = commands;
        this.blockDevices = blockDevices;
    }

    @POST
    @Path("block-impact")
    @InCatalog(Permission.MANAGE_CATALOG)
    @Operation(
            operationId = "previewBlock",
            summary = "Preview blocking devices",
            description = "Returns which devices would lose which certificates. Needs no reason and changes nothing.")
    public Uni<CertificateImpact> impact(ImpactRequest request) {
        return blockDevices.preview(access.catalog(), Bodies.required(request).deviceIds());
    }

    @POST
    @Path("block")
    @InCatalog(Permission.MANAGE_CATALOG)
    @APIResponseSchema(value = BlockResult.class, responseCode = "200")
    @APIResponse(responseCode = "202", ref = "DevicesAwaitApproval")
    @Operation(
            operationId = "blockDevices",
            summary = "Block devices",
            description =
                    "Up to 20,000 at once. Gateways refuse them within two seconds, on open connections too, and they get no"
                            + " certificate until they are unblocked. If the catalog requires approval, responds 202 with the pending"
                            + " request and the devices that the catalog does not have.")
    public Uni<RestResponse<Object>> block(BlockRequest request) {
        return commands.submit(blockDevices, BlockDevices.Request.of(Bodies.required(request)))
                .map(Outcome::ok);
    }

    @POST
    @Path("unblock")
    @InCatalog(Permission.MANAGE_CATALOG)
    @Operation(
            operationId = "unblockDevices",
            summary = "Unblock devices",
            description = "Up to 20,000 at once. Their certificates work again, and they can attest.")
    public Uni<BlockResult> unblock(BlockRequest request) {
        BlockDevices.Request unblocked = BlockDevices.Request.of(Bodies.required(request));
        return commands.run(blockDevices.rows(unblocked), blockDevices.unblock(unblocked));
    }

    @POST
    @Path("{deviceId}/block-impact")
    @InCatalog(Permission.MANAGE_CATALOG)
    @Operation(
            operationId = "previewDeviceBlock",
            summary = "Preview blocking a device",
            description = "Returns which certificates it would lose and when they expire. Changes nothing.")
    public Uni<CertificateImpact> impactOfOne(@PathParam("deviceId") String deviceId) {
        return blockDevices.preview(access.catalog(), Parameters.device(deviceId));
    }

    @POST
    @Path("{deviceId}/block")
    @InCatalog(Permission.MANAGE_CATALOG)
    @APIResponseSchema(value = BlockResult.class, responseCode = "200")
    @APIResponse(responseCode = "202", ref = "AwaitsApproval")
    @Operation(
            operationId = "blockDevice",
            summary = "Block a device",
            description =
                    "Gateways refuse it within two seconds, on open connections too, and it gets no certificate until it is unblocked. If"
                            + " the catalog requires approval, responds 202 with the pending request. An approver in the device's scope"
                            + " can approve it.")
    public Uni<RestResponse<Object>> blockOne(@PathParam("deviceId") String deviceId, Reason why) {
        return commands.submit(blockDevices, BlockDevices.Request.of(Parameters.device(deviceId), Bodies.required(why)))
                .map(Outcome::ok);
    }

    @POST
    @Path("{deviceId}/unblock")
    @InCatalog(Permission.MANAGE_CATALOG)
    @Operation(
            operationId = "unblockDevice",
            summary = "Unblock a device",
            description = "Its certificates work again, and it can attest.")
    public Uni<BlockResult> unblockOne(@PathParam("deviceId") String deviceId, Reason why) {
        return commands.run(
                blockDevices.unblock(BlockDevices.Request.of(Parameters.device(deviceId), Bodies.required(why))));
    }
}
