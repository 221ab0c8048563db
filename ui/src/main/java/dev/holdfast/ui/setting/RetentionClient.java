package dev.holdfast.ui.setting;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.attestation.AttestationRetention;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

/** Reads and changes how many days a catalog keeps attestations. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/attestation-retention")
@RegisterRestClient(configKey = "operator-api")
public interface RetentionClient {
    /** The longest retention that the operator API accepts. */
    int MAX_DAYS = 3_650;

    @GET
    RestResponse<AttestationRetention> retention(@PathParam("catalog") String catalog);

    /** Changes the retention if the tag is current. Requires the Owner role. */
    @PUT
    AttestationRetention change(
            @PathParam("catalog") String catalog, @HeaderParam("If-Match") String tag, AttestationRetention retention);
}
