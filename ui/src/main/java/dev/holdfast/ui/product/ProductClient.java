package dev.holdfast.ui.product;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.contract.operator.product.ProductView;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Lists and creates products; lists their groups. */
@Path(OperatorApi.BASE + "catalogs/{catalog}")
@RegisterRestClient(configKey = "operator-api")
public interface ProductClient {
    @GET
    @Path("products")
    List<ProductView> products(String catalog);

    @POST
    @Path("products")
    ProductView create(String catalog, NewProduct product);

    @GET
    @Path("products/{product}/groups")
    List<DeviceGroupView> groups(String catalog, String product);
}
