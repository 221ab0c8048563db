package dev.holdfast.ui.claim;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.claim.ClaimRequest;
import dev.holdfast.contract.operator.claim.ClaimResult;
import dev.holdfast.ui.client.BearerToken;
import dev.holdfast.ui.client.ProblemReader;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Claiming devices into a catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/devices/claim")
@RegisterRestClient(configKey = "operator-api")
@RegisterProvider(BearerToken.class)
@RegisterProvider(ProblemReader.class)
public interface ClaimClient {
    /** Claims devices into a group; takes the Contributor role. */
    @POST
    ClaimResult claim(@PathParam("catalog") String catalog, ClaimRequest devices);
}
