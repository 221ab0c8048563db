package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.product.ConnectionImpact;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.GroupConnection;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.contract.operator.product.ProductView;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Products, their device groups and connection requirements. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/products")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Products")
public class ProductResource {
    private final ListProducts listProducts;
    private final CreateProduct createProduct;
    private final ChangeDeviceGroup changeDeviceGroup;

    ProductResource(ListProducts listProducts, CreateProduct createProduct, ChangeDeviceGroup changeDeviceGroup) {
        this.listProducts = listProducts;
        this.createProduct = createProduct;
        this.changeDeviceGroup = changeDeviceGroup;
    }

    @GET
    @InCatalog(value = Permission.READ, inPart = true)
    @Operation(
            operationId = "listProducts",
            summary = "List products",
            description = "Products in which the caller may read a group, by name, with device counts.")
    public Uni<List<ProductView>> products() {
        return listProducts.products();
    }

    @POST
    @APIResponseSchema(value = ProductView.class, responseCode = "201", responseDescription = "Created")
    @InCatalog(Permission.MANAGE_FLEET)
    @Operation(
            operationId = "createProduct",
            summary = "Create a product",
            description =
                    "Also creates the five default device groups. Location is the URL of the product. Send the ETag as If-Match to change it.")
    public Uni<RestResponse<ProductView>> create(NewProduct request, @Context UriInfo uri) {
        return createProduct
                .create(Bodies.required(request))
                .map(made -> EntityTag.created(uri, made.name(), made, ListProducts.tag(made)));
    }

    @GET
    @Path("{product}/groups")
    @InCatalog(value = Permission.READ, inPart = true)
    @Operation(
            operationId = "listDeviceGroups",
            summary = "List a product's device groups",
            description = "Groups that the caller may read, in their order, with device counts.")
    public Uni<List<DeviceGroupView>> groups(@PathParam("product") String product) {
        return listProducts.groups(product);
    }

    @GET
    @Path("{product}/groups/{group}/connection-impact")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "previewGroupConnection",
            summary = "Preview a connection requirement",
            description =
                    "Counts the devices of the group by their last key exchange: post-quantum, other, or never connected."
                            + " Changes nothing.")
    public Uni<ConnectionImpact> impact(@PathParam("product") String product, @PathParam("group") String group) {
        return changeDeviceGroup.connectionImpact(product, group);
    }

    @PUT
    @Path("{product}/groups/{group}/connection")
    @InCatalog(Permission.MANAGE_CATALOG)
    @Operation(
            operationId = "setGroupConnection",
            summary = "Set the connection requirement of a device group",
            description = "With requiresPostQuantum, gateways refuse devices of the group that connect without"
                    + " X25519MLKEM768: no updates, no certificates, no reports. Read connection-impact first. With"
                    + " If-Match, fails if the group changed since that version.")
    public Uni<RestResponse<DeviceGroupView>> connection(
            @PathParam("product") String product,
            @PathParam("group") String group,
            @HeaderParam(HttpHeaders.IF_MATCH) List<String> expected,
            GroupConnection request) {
        return changeDeviceGroup
                .change(product, group, Bodies.required(request), IfMatch.of(expected))
                .map(changed -> EntityTag.ok(changed, ListProducts.tag(changed)));
    }
}
