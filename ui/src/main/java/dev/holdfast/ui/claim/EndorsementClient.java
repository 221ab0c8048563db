package dev.holdfast.ui.claim;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.manufacturer.ChipRevocation;
import dev.holdfast.contract.operator.manufacturer.EndorsementImport;
import dev.holdfast.contract.operator.manufacturer.ManufacturerView;
import dev.holdfast.contract.operator.manufacturer.RevocationImpact;
import dev.holdfast.contract.operator.manufacturer.RevocationResult;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Silicon manufacturers and their endorsements of chips. Requires an installation owner. */
@Path(OperatorApi.BASE)
@RegisterRestClient(configKey = "operator-api-long")
public interface EndorsementClient {
    /** The largest endorsement list, in bytes. */
    int MAX_BYTES = 16 * 1024 * 1024;

    /** Imports an endorsement list, a compact JWS of at most {@link #MAX_BYTES}. */
    @POST
    @Path("endorsements")
    @Consumes("application/jose")
    EndorsementImport importList(String list);

    @POST
    @Path("endorsements/revocation-impact")
    RevocationImpact impact(ChipRevocation chips);

    @POST
    @Path("endorsements/revoke")
    RevocationResult revoke(ChipRevocation chips);

    @POST
    @Path("endorsements/restore")
    RevocationResult restore(ChipRevocation chips);

    @GET
    @Path("manufacturers")
    List<ManufacturerView> manufacturers();

    @GET
    @Path("manufacturers/{manufacturer}/revocation-impact")
    RevocationImpact impact(String manufacturer);

    @POST
    @Path("manufacturers/{manufacturer}/revoke")
    RevocationResult revoke(String manufacturer, Reason reason);

    @POST
    @Path("manufacturers/{manufacturer}/restore")
    RevocationResult restore(String manufacturer, Reason reason);
}
