package dev.holdfast.ui.claim;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.claim.ClaimChallengeRequest;
import dev.holdfast.contract.operator.claim.ClaimChallenges;
import dev.holdfast.contract.operator.claim.ClaimRequest;
import dev.holdfast.contract.operator.claim.ClaimResult;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Claims devices into a catalog. Requires the role Contributor. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/devices")
@RegisterRestClient(configKey = "operator-api-long")
public interface ClaimClient {
    /** The first line of a CSV file, without the optional column {@code Proof}. */
    String HEADER = "DeviceId,ProductName,DeviceGroupName";

    /** The largest CSV file, in bytes: 20,000 devices, a quarter of them with a proof. */
    int MAX_BYTES = 16 * 1024 * 1024;

    @POST
    @Path("claim")
    ClaimResult claim(String catalog, ClaimRequest devices);

    /** Claims the devices of a CSV file of at most {@link #MAX_BYTES}, each into the group of its line. */
    @POST
    @Path("claim")
    @Consumes("text/csv")
    ClaimResult claimFile(String catalog, byte[] csv);

    /** Requests a challenge for each device, for a proof of possession. */
    @POST
    @Path("claim-challenge")
    ClaimChallenges challenges(String catalog, ClaimChallengeRequest devices);
}
