package dev.holdfast.ui.claim;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.claim.ClaimRequest;
import dev.holdfast.contract.operator.claim.ClaimResult;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Claiming devices into a catalog; takes the Contributor role. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/devices/claim")
@RegisterRestClient(configKey = "operator-api")
public interface ClaimClient {
    /** The first line of a CSV file; a column {@code Proof} may stand after it. */
    String HEADER = "DeviceId,ProductName,DeviceGroupName";

    /** The largest CSV file, in bytes: 20,000 devices, a quarter of them with a proof. */
    int MOST_BYTES = 16 * 1024 * 1024;

    /** Claims devices into a group. */
    @POST
    ClaimResult claim(@PathParam("catalog") String catalog, ClaimRequest devices);

    /** Claims the devices of a CSV file of at most {@link #MOST_BYTES}, just as it is, each into the group that it names. */
    @POST
    @Consumes("text/csv")
    ClaimResult claimFile(@PathParam("catalog") String catalog, byte[] csv);
}
