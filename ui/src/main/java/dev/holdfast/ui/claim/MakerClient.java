package dev.holdfast.ui.claim;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.maker.MakerView;
import dev.holdfast.contract.operator.maker.RevocationImpact;
import dev.holdfast.contract.operator.maker.RevocationResult;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Silicon makers; everything here takes an owner of the installation. */
@Path(OperatorApi.BASE + "makers")
@RegisterRestClient(configKey = "operator-api")
public interface MakerClient {
    /** Lists makers by name. */
    @GET
    List<MakerView> makers();

    /** Tells what revoking a maker would take from whom. */
    @GET
    @Path("{maker}/revocation-impact")
    RevocationImpact impact(@PathParam("maker") String maker);

    /** Revokes a maker. */
    @POST
    @Path("{maker}/revoke")
    RevocationResult revoke(@PathParam("maker") String maker, Reason reason);

    /** Believes a maker again. */
    @POST
    @Path("{maker}/restore")
    RevocationResult restore(@PathParam("maker") String maker, Reason reason);
}
