package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.backend.tenancy.command.Outcome;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.approval.ApprovalOfDevices;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.revocation.BlockRequest;
import dev.holdfast.contract.operator.revocation.BlockResult;
import dev.holdfast.contract.operator.revocation.ImpactRequest;
import dev.holdfast.contract.operator.revocation.LossPreview;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Blocks of devices. */
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
    @InCatalog(Act.MANAGE_CATALOG)
    @Operation(
            operationId = "previewBlock",
            summary = "See what blocking devices would take",
            description = "Which devices would lose what, and when. Needs no reason and changes nothing.")
    public Uni<LossPreview> impact(ImpactRequest request) {
        return blockDevices.preview(
                access.catalog(), new BlockRequest(Bodies.required(request).deviceIds(), ""));
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
                            schema = @Schema(implementation = ApprovalOfDevices.class)))
    @Operation(
            operationId = "blockDevices",
            summary = "Block devices",
            description = "Up to 20,000 at once. Gateways refuse them within two seconds, also on connections that are"
                    + " open, and they get no certificate until they are unblocked. Where the catalog's rules demand approval,"
                    + " the answer is 202 with what waits, and the devices that nobody is asked about because the catalog"
                    + " does not have them.")
    public Uni<RestResponse<Object>> block(BlockRequest request) {
        return commands.submit(blockDevices, BlockDevices.Request.of(Bodies.required(request)))
                .map(Outcome::ok);
    }

    @POST
    @Path("unblock")
    @InCatalog(Act.MANAGE_CATALOG)
    @Operation(
            operationId = "unblockDevices",
            summary = "Unblock devices",
            description = "Up to 20,000 at once. They are let in again with what they have, and can attest.")
    public Uni<BlockResult> unblock(BlockRequest request) {
        BlockDevices.Request unblocked = BlockDevices.Request.of(Bodies.required(request));
        return commands.run(blockDevices.rows(unblocked), blockDevices.unblock(unblocked));
    }
}
