package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.product.DeletionImpact;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The end of products and device groups. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/products/{product}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Products")
public class DeletionResource {
    private final Access access;
    private final DeleteProduct deleteProduct;
    private final DeleteDeviceGroup deleteDeviceGroup;

    DeletionResource(Access access, DeleteProduct deleteProduct, DeleteDeviceGroup deleteDeviceGroup) {
        this.access = access;
        this.deleteProduct = deleteProduct;
        this.deleteDeviceGroup = deleteDeviceGroup;
    }

    @GET
    @Path("deletion-impact")
    @InCatalog(Act.READ)
    @Operation(
            operationId = "previewProductDeletion",
            summary = "See what deleting a product would take",
            description = "How many devices stand in the way, and what goes with it. Changes nothing.")
    public Uni<DeletionImpact> productImpact(@PathParam("product") String product) {
        return deleteProduct.preview(access.catalog(), product);
    }

    @DELETE
    @InCatalog(Act.MANAGE_CATALOG)
    @Operation(
            operationId = "deleteProduct",
            summary = "Delete a product",
            description =
                    "With its device groups, when no device is in any of them. Deployments, roles and tokens that are in it alone go"
                            + " with it. With If-Match, only if nobody changed it since it was read.")
    public Uni<Void> product(
            @PathParam("product") String product, @HeaderParam(HttpHeaders.IF_MATCH) List<String> expected) {
        return deleteProduct.delete(access.caller(), access.catalog(), product, IfMatch.of(expected));
    }

    @GET
    @Path("groups/{group}/deletion-impact")
    @InCatalog(Act.READ)
    @Operation(
            operationId = "previewDeviceGroupDeletion",
            summary = "See what deleting a device group would take",
            description = "How many devices stand in the way, and what goes with it. Changes nothing.")
    public Uni<DeletionImpact> groupImpact(@PathParam("product") String product, @PathParam("group") String group) {
        return deleteDeviceGroup.preview(access.catalog(), product, group);
    }

    @DELETE
    @Path("groups/{group}")
    @InCatalog(Act.MANAGE_CATALOG)
    @Operation(
            operationId = "deleteDeviceGroup",
            summary = "Delete a device group",
            description =
                    "When no device is in it; one of the default groups can be made again. Deployments, roles and tokens that are in it"
                            + " alone go with it. With If-Match, only if nobody changed its settings since they were read.")
    public Uni<Void> group(
            @PathParam("product") String product,
            @PathParam("group") String group,
            @HeaderParam(HttpHeaders.IF_MATCH) List<String> expected) {
        return deleteDeviceGroup.delete(access.caller(), access.catalog(), product, group, IfMatch.of(expected));
    }
}
