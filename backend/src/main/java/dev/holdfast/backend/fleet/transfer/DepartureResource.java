package dev.holdfast.backend.fleet.transfer;

import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.backend.tenancy.command.Outcome;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.approval.ApprovalOfDevices;
import dev.holdfast.contract.operator.claim.DepartedDevicePage;
import dev.holdfast.contract.operator.claim.UnclaimRequest;
import dev.holdfast.contract.operator.claim.UnclaimResult;
import dev.holdfast.contract.operator.identity.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Unclaims devices and lists departed ones. */
@Path(OperatorApi.BASE + "catalogs/{catalog}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Devices")
public class DepartureResource {
    private final Access access;
    private final Commands commands;
    private final UnclaimDevices unclaimDevices;
    private final ListDepartures listDepartures;

    DepartureResource(Access access, Commands commands, UnclaimDevices unclaimDevices, ListDepartures listDepartures) {
        this.access = access;
        this.commands = commands;
        this.unclaimDevices = unclaimDevices;
        this.listDepartures = listDepartures;
    }

    @POST
    @Path("devices/unclaim")
    @InCatalog(Permission.MANAGE_CATALOG)
    @APIResponseSchema(value = UnclaimResult.class, responseCode = "200")
    @APIResponse(
            responseCode = "202",
            description = "Waits for approval",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ApprovalOfDevices.class)))
    @Operation(
            operationId = "unclaimDevices",
            summary = "Unclaim devices",
            description =
                    "Up to 20,000. Their certificates are revoked and their history stays readable. A catalog can claim them again if the"
                            + " manufacturer's list names it, or by proof of possession. If the catalog's rules require approval for"
                            + " releasing devices or revoking certificates, the response is 202 with the approval and the devices that are not"
                            + " in the catalog.")
    public Uni<RestResponse<Object>> unclaim(UnclaimRequest request) {
        return commands.submit(unclaimDevices, Bodies.required(request)).map(Outcome::ok);
    }

    @GET
    @Path("departed-devices")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "listDepartedDevices",
            summary = "List departed devices",
            description =
                    "A page, newest departure first. text is the beginning of a device ID or name. Attestations and"
                            + " reports of departed devices can still be read by device ID.")
    public Uni<DepartedDevicePage> departed(
            @QueryParam("text") @Nullable String text,
            @QueryParam("offset") @Nullable String offset,
            @QueryParam("limit") @Nullable String limit) {
        return listDepartures.page(
                access.catalog(), Parameters.text(text), Parameters.offset(offset), Parameters.limit(limit));
    }
}
