package dev.holdfast.ui.product;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.contract.operator.product.ProductView;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Products and their groups. */
@Path(OperatorApi.BASE + "catalogs/{catalog}")
@RegisterRestClient(configKey = "operator-api")
public interface ProductClient {
    /** Lists the products. */
    @GET
    @Path("products")
    List<ProductView> products(@PathParam("catalog") String catalog);

    /** Creates a product with its default groups. */
    @POST
    @Path("products")
    ProductView create(@PathParam("catalog") String catalog, NewProduct product);

    /** Lists a product's groups. */
    @GET
    @Path("products/{product}/groups")
    List<DeviceGroupView> groups(@PathParam("catalog") String catalog, @PathParam("product") String product);
}
