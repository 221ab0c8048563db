package dev.holdfast.ui.gateway;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.gateway.GatewayRevocation;
import dev.holdfast.contract.operator.gateway.GatewayView;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Gateway certificates. Requires an installation owner. */
@Path(OperatorApi.BASE + "gateways")
@RegisterRestClient(configKey = "operator-api")
public interface GatewayClient {
    /** Lists the certificates, the most recently used first. */
    @GET
    List<GatewayView> gateways();

    @POST
    @Path("{fingerprint}/revoke")
    GatewayView revoke(@PathParam("fingerprint") String fingerprint, GatewayRevocation why);
}
