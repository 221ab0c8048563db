package dev.holdfast.backend.update;

import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.ListResponses;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Images that can be deployed to a device group. Listing all images needs a role in the whole catalog. Publishers of a part get the
 * metadata here, but not the content.
 */
@Path(OperatorApi.BASE + "catalogs/{catalog}/products/{product}/groups/{group}/deployable-images")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Deployments")
public class DeployableImageResource {
    private final Access access;
    private final ListImages listImages;
    private final ListResponses responses;

    DeployableImageResource(Access access, ListImages listImages, ListResponses responses) {
        this.access = access;
        this.listImages = listImages;
        this.responses = responses;
    }

    @GET
    @InCatalog(Permission.PUBLISH)
    @APIResponseSchema(value = ImageView[].class, responseCode = "200")
    @Operation(
            operationId = "listDeployableImages",
            summary = "List the images that can be deployed to a device group",
            description =
                    "Applications and board configurations of the catalog that match the filter. Sort orders: -at (newest first, the"
                            + " default) and name. Requires the permission to deploy to the group; a role in a part of the catalog is enough.")
    public Uni<RestResponse<Object>> list(
            @PathParam("product") String product,
            @PathParam("group") String group,
            @BeanParam ListParameters parameters) {
        return listImages
                .deployable(access.catalog(), product, group, parameters)
                .chain(pages -> responses.page(listImages, pages, parameters));
    }
}
