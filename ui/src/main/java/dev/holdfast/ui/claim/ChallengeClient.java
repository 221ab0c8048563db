package dev.holdfast.ui.claim;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.claim.ClaimChallengeRequest;
import dev.holdfast.contract.operator.claim.ClaimChallenges;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Challenges with which devices prove that they are at hand. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/devices/claim-challenge")
@RegisterRestClient(configKey = "operator-api")
public interface ChallengeClient {
    /** Asks for a challenge for each device; takes the Contributor role. */
    @POST
    ClaimChallenges challenges(@PathParam("catalog") String catalog, ClaimChallengeRequest devices);
}
