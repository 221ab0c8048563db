package dev.holdfast.ui.claim;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.maker.ChipRevocation;
import dev.holdfast.contract.operator.maker.RevocationImpact;
import dev.holdfast.contract.operator.maker.RevocationResult;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Endorsements of single chips; everything here takes an owner of the installation. */
@Path(OperatorApi.BASE + "endorsements")
@RegisterRestClient(configKey = "operator-api")
public interface ChipClient {
    /** Tells what revoking chips would take from whom. */
    @POST
    @Path("revocation-impact")
    RevocationImpact impact(ChipRevocation chips);

    /** Revokes the endorsements of chips. */
    @POST
    @Path("revoke")
    RevocationResult revoke(ChipRevocation chips);

    /** Brings them back. */
    @POST
    @Path("restore")
    RevocationResult restore(ChipRevocation chips);
}
