package dev.holdfast.ui.product;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.product.ConnectionImpact;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.GroupConnection;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What groups demand of their devices' connections. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/products/{product}/groups/{group}")
@RegisterRestClient(configKey = "operator-api")
public interface ConnectionClient {
    /** Tells how a group's devices connected last. */
    @GET
    @Path("connection-impact")
    ConnectionImpact impact(
            @PathParam("catalog") String catalog,
            @PathParam("product") String product,
            @PathParam("group") String group);

    /** Says what a group demands of connections, unless somebody else changed the group since it was read. */
    @PUT
    @Path("connection")
    DeviceGroupView connect(
            @PathParam("catalog") String catalog,
            @PathParam("product") String product,
            @PathParam("group") String group,
            @HeaderParam("If-Match") String tag,
            GroupConnection wanted);
}
