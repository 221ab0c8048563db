package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.product.ConnectionImpact;
import dev.holdfast.contract.operator.product.DeletionImpact;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.GroupConnection;
import dev.holdfast.contract.operator.product.GroupSettings;
import dev.holdfast.contract.operator.product.NewDeviceGroup;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.contract.operator.product.ProductSettings;
import dev.holdfast.contract.operator.product.ProductView;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Products, their device groups and connection requirements. */
@Path(OperatorApi.BASE + "catalogs/{catalog}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Products")
public class ProductResource {
    private final ListProducts listProducts;
    private final CreateProduct createProduct;
    private final ChangeDeviceGroup changeDeviceGroup;
    private final DescribeProduct describeProduct;
    private final CreateDeviceGroup createDeviceGroup;
    private final DeleteProduct deleteProduct;
    private final Commands commands;

    ProductResource(
            ListProducts listProducts,
            CreateProduct createProduct,
            ChangeDeviceGroup changeDeviceGroup,
            DescribeProduct describeProduct,
            CreateDeviceGroup createDeviceGroup,
            DeleteProduct deleteProduct,
            Commands commands) {
        this.listProducts = listProducts;
        this.createProduct = createProduct;
        this.changeDeviceGroup = changeDeviceGroup;
        this.describeProduct = describeProduct;
        this.createDeviceGroup = createDeviceGroup;
        this.deleteProduct = deleteProduct;
        this.commands = commands;
    }

    @GET
    @Path("products")
    @InCatalog(value = Permission.READ, anyScope = true)
    @Operation(
            operationId = "listProducts",
            summary = "List products",
            description = "Products in which the caller may read a group, by name, with device counts.")
    public Uni<List<ProductView>> products() {
        return listProducts.products();
    }

    @POST
    @Path("products")
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
    @Path("products/{product}/groups")
    @InCatalog(value = Permission.READ, anyScope = true)
    @Operation(
            operationId = "listDeviceGroups",
            summary = "List a product's device groups",
            description = "Groups that the caller may read, in their order, with device counts.")
    public Uni<List<DeviceGroupView>> groups(@PathParam("product") String product) {
        return listProducts.groups(product);
    }

    @GET
    @Path("products/{product}/groups/{group}/connection-impact")
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
    @Path("products/{product}/groups/{group}/connection")
    @InCatalog(Permission.MANAGE_CATALOG)
    @APIResponseSchema(value = DeviceGroupView.class, responseCode = "200")
    @APIResponse(responseCode = "202", ref = "AwaitsApproval")
    @Operation(
            operationId = "setGroupConnection",
            summary = "Set the connection requirement of a device group",
            description = "With requiresPostQuantum, gateways refuse devices of the group that connect without"
                    + " X25519MLKEM768: no updates, no certificates, no reports. Read connection-impact first. With"
                    + " If-Match, fails if the group changed since that version. If the catalog requires approval, responds 202 with"
                    + " the pending request.")
    public Uni<RestResponse<Object>> connection(
            @PathParam("product") String product,
            @PathParam("group") String group,
            @HeaderParam(HttpHeaders.IF_MATCH) List<String> expected,
            GroupConnection request) {
        return submit(new ChangeDeviceGroup.Request(product, group, Bodies.required(request), IfMatch.of(expected)));
    }

    @GET
    @Path("products/{product}")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getProduct",
            summary = "Read a product",
            description = "Includes its device count. Send the ETag as If-Match to change it.")
    public Uni<RestResponse<ProductView>> product(@PathParam("product") String product) {
        return describeProduct.read(product).map(ProductResource::tagged);
    }

    @PUT
    @Path("products/{product}")
    @InCatalog(Permission.MANAGE_FLEET)
    @Operation(
            operationId = "describeProduct",
            summary = "Change a product's description",
            description = "With If-Match, fails if the product changed since that version.")
    public Uni<RestResponse<ProductView>> describe(
            @PathParam("product") String product,
            @HeaderParam(HttpHeaders.IF_MATCH) List<String> expected,
            ProductSettings request) {
        return describeProduct
                .describe(product, Bodies.required(request), IfMatch.of(expected))
                .map(ProductResource::tagged);
    }

    @POST
    @Path("products/{product}/default-groups")
    @InCatalog(Permission.MANAGE_FLEET)
    @Operation(
            operationId = "createDefaultDeviceGroups",
            summary = "Create the missing default device groups",
            description =
                    "Development, Field Test, Field Test OS Evaluation, Production and Production OS Evaluation. Existing groups are"
                            + " left unchanged. Returns all groups of the product.")
    public Uni<List<DeviceGroupView>> defaults(@PathParam("product") String product) {
        return createDeviceGroup.createDefaults(product);
    }

    @POST
    @Path("products/{product}/groups")
    @APIResponseSchema(value = DeviceGroupView.class, responseCode = "201", responseDescription = "Created")
    @InCatalog(Permission.MANAGE_FLEET)
    @Operation(
            operationId = "createDeviceGroup",
            summary = "Create a device group",
            description =
                    "The name is unique in the product, ignoring case. Location is the URL of the group. Send the ETag as"
                            + " If-Match to change it.")
    public Uni<RestResponse<DeviceGroupView>> create(
            @PathParam("product") String product, NewDeviceGroup request, @Context UriInfo uri) {
        return createDeviceGroup
                .create(product, Bodies.required(request))
                .map(made -> EntityTag.created(uri, made.name(), made, ListProducts.tag(made)));
    }

    @GET
    @Path("products/{product}/groups/{group}")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getDeviceGroup",
            summary = "Read a device group",
            description = "Includes its settings and device count. Send the ETag as If-Match to change the settings.")
    public Uni<RestResponse<DeviceGroupView>> group(
            @PathParam("product") String product, @PathParam("group") String group) {
        return changeDeviceGroup.read(product, group).map(ProductResource::tagged);
    }

    @PUT
    @Path("products/{product}/groups/{group}")
    @InCatalog(Permission.MANAGE_FLEET)
    @APIResponseSchema(value = DeviceGroupView.class, responseCode = "200")
    @APIResponse(responseCode = "202", ref = "AwaitsApproval")
    @Operation(
            operationId = "changeDeviceGroup",
            summary = "Change the settings of a device group",
            description =
                    "Replaces all settings: description, OS feed, update policy, crash dump consent, region. With If-Match, fails if"
                            + " the settings changed since that version. A new OS feed or update policy changes what devices are"
                            + " offered within seconds. If the catalog requires approval for these two, or if deployments should no"
                            + " longer need approval, responds 202 with the pending request.")
    public Uni<RestResponse<Object>> change(
            @PathParam("product") String product,
            @PathParam("group") String group,
            @HeaderParam(HttpHeaders.IF_MATCH) List<String> expected,
            GroupSettings request) {
        return submit(new ChangeDeviceGroup.Request(product, group, Bodies.required(request), IfMatch.of(expected)));
    }

    @GET
    @Path("products/{product}/deletion-impact")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "previewProductDeletion",
            summary = "Preview the deletion of a product",
            description = "Returns what would be deleted and how many devices prevent it. Changes nothing.")
    public Uni<DeletionImpact> productImpact(@PathParam("product") String product) {
        return deleteProduct.impact(product);
    }

    @DELETE
    @Path("products/{product}")
    @InCatalog(Permission.MANAGE_CATALOG)
    @Operation(
            operationId = "deleteProduct",
            summary = "Delete a product",
            description =
                    "Also deletes its device groups, their deployments, and roles and tokens limited to them. Fails if a group has"
                            + " devices. With If-Match, fails if the product changed since that version.")
    public Uni<Void> delete(
            @PathParam("product") String product, @HeaderParam(HttpHeaders.IF_MATCH) List<String> expected) {
        return deleteProduct.delete(product, IfMatch.of(expected));
    }

    @GET
    @Path("products/{product}/groups/{group}/deletion-impact")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "previewDeviceGroupDeletion",
            summary = "Preview the deletion of a device group",
            description = "Returns what would be deleted and how many devices prevent it. Changes nothing.")
    public Uni<DeletionImpact> groupImpact(@PathParam("product") String product, @PathParam("group") String group) {
        return deleteProduct.impact(product, group);
    }

    @DELETE
    @Path("products/{product}/groups/{group}")
    @InCatalog(Permission.MANAGE_CATALOG)
    @Operation(
            operationId = "deleteDeviceGroup",
            summary = "Delete a device group",
            description =
                    "Also deletes its deployments, and roles and tokens limited to it. Fails if it has devices. A default group can be"
                            + " created again. With If-Match, fails if the settings changed since that version.")
    public Uni<Void> deleteGroup(
            @PathParam("product") String product,
            @PathParam("group") String group,
            @HeaderParam(HttpHeaders.IF_MATCH) List<String> expected) {
        return deleteProduct.delete(product, group, IfMatch.of(expected));
    }

    private Uni<RestResponse<Object>> submit(ChangeDeviceGroup.Request request) {
        return commands.submit(changeDeviceGroup, request).map(outcome -> outcome.tagged(ListProducts::tag));
    }

    private static RestResponse<DeviceGroupView> tagged(DeviceGroupView group) {
        return EntityTag.ok(group, ListProducts.tag(group));
    }

    private static RestResponse<ProductView> tagged(ProductView product) {
        return EntityTag.ok(product, ListProducts.tag(product));
    }
}
