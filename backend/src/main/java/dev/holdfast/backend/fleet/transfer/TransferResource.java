package dev.holdfast.backend.fleet.transfer;

import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.ListResponses;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.backend.tenancy.command.Outcome;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.claim.DepartedDeviceView;
import dev.holdfast.contract.operator.claim.UnclaimRequest;
import dev.holdfast.contract.operator.claim.UnclaimResult;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.transfer.NewTransfer;
import dev.holdfast.contract.operator.transfer.TransferAcceptance;
import dev.holdfast.contract.operator.transfer.TransferDetail;
import dev.holdfast.contract.operator.transfer.TransferView;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Transfers of devices between catalogs, unclaiming, and departed devices. */
@Path(OperatorApi.BASE + "catalogs/{catalog}")
@Produces(MediaType.APPLICATION_JSON)
public class TransferResource {
    private final Access access;
    private final Commands commands;
    private final Transfers transfers;
    private final ListResponses responses;
    private final OfferTransfer offerTransfer;
    private final AcceptTransfer acceptTransfer;
    private final EndTransfer endTransfer;
    private final UnclaimDevices unclaimDevices;
    private final ListDepartures listDepartures;

    TransferResource(
            Access access,
            Commands commands,
            Transfers transfers,
            ListResponses responses,
            OfferTransfer offerTransfer,
            AcceptTransfer acceptTransfer,
            EndTransfer endTransfer,
            UnclaimDevices unclaimDevices,
            ListDepartures listDepartures) {
        this.access = access;
        this.commands = commands;
        this.transfers = transfers;
        this.responses = responses;
        this.offerTransfer = offerTransfer;
        this.acceptTransfer = acceptTransfer;
        this.endTransfer = endTransfer;
        this.unclaimDevices = unclaimDevices;
        this.listDepartures = listDepartures;
    }

    @GET
    @Path("transfers")
    @InCatalog(Permission.READ)
    @APIResponseSchema(value = TransferView[].class, responseCode = "200")
    @Tag(name = "Transfers")
    @Operation(
            operationId = "listTransfers",
            summary = "List transfers",
            description = "Offers from and to this catalog. Sort order: -at (newest first).")
    public Uni<RestResponse<Object>> list(@BeanParam ListParameters parameters) {
        return responses.page(
                transfers, transfers.pages(access.catalog(), parameters.filter(), parameters.sort()), parameters);
    }

    @POST
    @Path("transfers")
    @APIResponseSchema(value = TransferDetail.class, responseCode = "201", responseDescription = "Created")
    @APIResponse(responseCode = "202", ref = "AwaitsApproval")
    @InCatalog(Permission.MANAGE_CATALOG)
    @Tag(name = "Transfers")
    @Operation(
            operationId = "offerTransfer",
            summary = "Offer devices to another catalog",
            description =
                    "The devices stay until an owner of the other catalog accepts. The response does not disclose whether that catalog"
                            + " exists. Devices lose their certificates when they move. If the catalog's rules require approval for"
                            + " releasing devices or revoking certificates, the response is 202 with the approval.")
    public Uni<RestResponse<Object>> offer(NewTransfer request, @Context UriInfo uri) {
        return commands.submit(offerTransfer, Bodies.required(request))
                .map(offered -> offered.created(uri, offer -> offer.transfer().id(), TransferResource::tag));
    }

    @GET
    @Path("transfers/{transferId}")
    @InCatalog(Permission.READ)
    @Tag(name = "Transfers")
    @Operation(
            operationId = "getTransfer",
            summary = "Read a transfer",
            description = "Returns its state, devices and signed voucher.")
    public Uni<RestResponse<TransferDetail>> get(@PathParam("transferId") String id) {
        return transfers.get(access.catalog(), id(id)).map(transfer -> EntityTag.ok(transfer, tag(transfer)));
    }

    private static String tag(TransferDetail detail) {
        return EntityTag.of(detail.transfer().id(), detail.transfer().state());
    }

    @POST
    @Path("transfers/{transferId}/accept")
    @APIResponseSchema(value = TransferDetail.class, responseCode = "200")
    @APIResponse(responseCode = "202", ref = "AwaitsApproval")
    @InCatalog(Permission.MANAGE_CATALOG)
    @Tag(name = "Transfers")
    @Operation(
            operationId = "acceptTransfer",
            summary = "Accept devices from another catalog",
            description =
                    "Moves all of the devices into the group. Product and group .unassigned or .default mean no group. From now on,"
                            + " certificates of the other catalog are refused. Device counters are kept. If the catalog's rules require"
                            + " approval for moving devices, the response is 202 with the approval.")
    public Uni<RestResponse<Object>> accept(@PathParam("transferId") String id, TransferAcceptance request) {
        return acceptTransfer
                .request(access.catalog(), id(id), Bodies.required(request))
                .chain(accepted -> commands.submit(acceptTransfer, accepted))
                .map(Outcome::ok);
    }

    @POST
    @Path("transfers/{transferId}/withdraw")
    @InCatalog(Permission.MANAGE_CATALOG)
    @Tag(name = "Transfers")
    @Operation(
            operationId = "withdrawTransfer",
            summary = "Withdraw a transfer",
            description = "Withdraws an open offer of this catalog.")
    public Uni<TransferDetail> withdraw(@PathParam("transferId") String id, Reason reason) {
        return endTransfer.withdraw(id(id), Bodies.required(reason));
    }

    @POST
    @Path("transfers/{transferId}/decline")
    @InCatalog(Permission.MANAGE_CATALOG)
    @Tag(name = "Transfers")
    @Operation(
            operationId = "declineTransfer",
            summary = "Decline a transfer",
            description = "Declines an open offer to this catalog.")
    public Uni<TransferDetail> decline(@PathParam("transferId") String id, Reason reason) {
        return endTransfer.decline(id(id), Bodies.required(reason));
    }

    @POST
    @Path("devices/unclaim")
    @InCatalog(Permission.MANAGE_CATALOG)
    @APIResponseSchema(value = UnclaimResult.class, responseCode = "200")
    @APIResponse(responseCode = "202", ref = "DevicesAwaitApproval")
    @Tag(name = "Devices")
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
    @Tag(name = "Devices")
    @APIResponseSchema(value = DepartedDeviceView[].class, responseCode = "200")
    @Operation(
            operationId = "listDepartedDevices",
            summary = "List departed devices",
            description =
                    "Sort order: -left (newest departure first). Attestations and reports of departed devices can still be read"
                            + " by device ID.")
    public Uni<RestResponse<Object>> departed(@BeanParam ListParameters parameters) {
        return responses.page(
                listDepartures,
                listDepartures.pages(access.catalog(), parameters.filter(), parameters.sort()),
                parameters);
    }

    private static UUID id(String text) {
        return Parameters.guid("Transfer", text);
    }
}
