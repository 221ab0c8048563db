package dev.holdfast.ui.transfer;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.claim.DepartedDeviceView;
import dev.holdfast.contract.operator.claim.UnclaimRequest;
import dev.holdfast.contract.operator.claim.UnclaimResult;
import dev.holdfast.contract.operator.transfer.NewTransfer;
import dev.holdfast.contract.operator.transfer.TransferAcceptance;
import dev.holdfast.contract.operator.transfer.TransferDetail;
import dev.holdfast.contract.operator.transfer.TransferView;
import dev.holdfast.ui.client.ListRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

/** Transfers devices between catalogs and unclaims them. Changes need the Owner role. */
@Path(OperatorApi.BASE + "catalogs/{catalog}")
@RegisterRestClient(configKey = "operator-api-long")
public interface TransferClient {
    /** Lists a page of the transfers in both directions that match a filter, newest first. */
    @GET
    @Path("transfers")
    RestResponse<List<TransferView>> transfers(@PathParam("catalog") String catalog, @BeanParam ListRequest request);

    @POST
    @Path("transfers")
    TransferDetail offer(@PathParam("catalog") String catalog, NewTransfer transfer);

    @POST
    @Path("transfers/{transfer}/accept")
    TransferDetail accept(
            @PathParam("catalog") String catalog, @PathParam("transfer") UUID transfer, TransferAcceptance group);

    @POST
    @Path("transfers/{transfer}/withdraw")
    TransferDetail withdraw(@PathParam("catalog") String catalog, @PathParam("transfer") UUID transfer, Reason reason);

    @POST
    @Path("transfers/{transfer}/decline")
    TransferDetail decline(@PathParam("catalog") String catalog, @PathParam("transfer") UUID transfer, Reason reason);

    @POST
    @Path("devices/unclaim")
    UnclaimResult unclaim(@PathParam("catalog") String catalog, UnclaimRequest request);

    /** Lists a page of the devices that left, newest first. */
    @GET
    @Path("departed-devices")
    RestResponse<List<DepartedDeviceView>> departed(
            @PathParam("catalog") String catalog, @BeanParam ListRequest request);
}
