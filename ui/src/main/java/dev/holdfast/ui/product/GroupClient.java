package dev.holdfast.ui.product;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.product.ConnectionImpact;
import dev.holdfast.contract.operator.product.DeletionImpact;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.GroupConnection;
import dev.holdfast.contract.operator.product.GroupInstallTimes;
import dev.holdfast.contract.operator.product.GroupSettings;
import dev.holdfast.contract.operator.product.NewDeviceGroup;
import dev.holdfast.contract.operator.product.ProductSettings;
import dev.holdfast.contract.operator.product.ProductView;
import dev.holdfast.contract.operator.product.SettingsImpact;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

/** Reads and changes a product and its device groups. Changes and deletions fail if the entity tag is outdated. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/products/{product}")
@RegisterRestClient(configKey = "operator-api")
public interface GroupClient {
    @GET
    RestResponse<ProductView> product(String catalog, String product);

    @PUT
    ProductView describe(String catalog, String product, @HeaderParam("If-Match") String tag, ProductSettings settings);

    @GET
    @Path("deletion-impact")
    DeletionImpact deletionOf(String catalog, String product);

    /** Deletes a product with its groups. */
    @DELETE
    void delete(String catalog, String product, @HeaderParam("If-Match") String tag);

    @GET
    @Path("groups/{group}/deletion-impact")
    DeletionImpact deletionOf(String catalog, String product, String group);

    @DELETE
    @Path("groups/{group}")
    void delete(String catalog, String product, String group, @HeaderParam("If-Match") String tag);

    /** Creates those of the five default groups that are missing. Returns all groups of the product. */
    @POST
    @Path("default-groups")
    List<DeviceGroupView> createDefaults(String catalog, String product);

    @POST
    @Path("groups")
    DeviceGroupView create(String catalog, String product, NewDeviceGroup group);

    /** Returns a group with the entity tag of its settings. */
    @GET
    @Path("groups/{group}")
    RestResponse<DeviceGroupView> group(String catalog, String product, String group);

    @PUT
    @Path("groups/{group}")
    DeviceGroupView change(
            String catalog, String product, String group, @HeaderParam("If-Match") String tag, GroupSettings settings);

    /** Returns what other settings would do to the software of the group's devices now. */
    @POST
    @Path("groups/{group}/settings-impact")
    SettingsImpact preview(String catalog, String product, String group, GroupSettings settings);

    /** Returns when devices of a group may install, by the update policy that applies to it. */
    @GET
    @Path("groups/{group}/install-times")
    GroupInstallTimes installTimes(String catalog, String product, String group);

    /** Returns how many devices of a group used which key exchange in their last connection. */
    @GET
    @Path("groups/{group}/connection-impact")
    ConnectionImpact impact(String catalog, String product, String group);

    /** Sets the group's requirement for the key exchange. */
    @PUT
    @Path("groups/{group}/connection")
    DeviceGroupView changeKeyExchange(
            String catalog, String product, String group, @HeaderParam("If-Match") String tag, GroupConnection change);
}
