package dev.holdfast.ui.claim;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.maker.EndorsementImport;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Silicon makers' endorsement lists. */
@Path(OperatorApi.BASE + "endorsements")
@RegisterRestClient(configKey = "operator-api")
public interface EndorsementClient {
    /** The largest list, in bytes. */
    int MOST_BYTES = 16 * 1024 * 1024;

    /** Imports a compact JWS of at most {@link #MOST_BYTES}; takes an owner of the installation. */
    @POST
    @Consumes("application/jose")
    EndorsementImport importList(String list);
}
