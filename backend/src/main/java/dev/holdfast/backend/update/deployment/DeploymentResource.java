package dev.holdfast.backend.update.deployment;

import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.ListResponses;
import dev.holdfast.backend.platform.list.PageParameters;
import dev.holdfast.backend.platform.openapi.ProblemResponses;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.backend.update.image.ListImages;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.deployment.DeploymentDevicePage;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.deployment.NewDeployment;
import dev.holdfast.contract.operator.deployment.UpdateImpact;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

@Path(OperatorApi.BASE + "catalogs/{catalog}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Deployments")
public class DeploymentResource {
    private static final String CURRENT = ".default";

    private final Access access;
    private final ListDeployments listDeployments;
    private final FindDeployments findDeployments;
    private final ListResponses responses;
    private final Commands commands;
    private final StartDeployment startDeployment;
    private final PreviewDeployment previewDeployment;
    private final DeleteDeployment deleteDeployment;
    private final ListImages listImages;

    DeploymentResource(
            Access access,
            ListDeployments listDeployments,
            FindDeployments findDeployments,
            ListResponses responses,
            Commands commands,
            StartDeployment startDeployment,
            PreviewDeployment previewDeployment,
            DeleteDeployment deleteDeployment,
            ListImages listImages) {
        this.access = access;
        this.listDeployments = listDeployments;
        this.findDeployments = findDeployments;
        this.responses = responses;
        this.commands = commands;
        this.startDeployment = startDeployment;
        this.previewDeployment = previewDeployment;
        this.deleteDeployment = deleteDeployment;
        this.listImages = listImages;
    }

    @GET
    @Path("deployments")
    @InCatalog(Permission.READ)
    @APIResponseSchema(value = DeploymentView[].class, responseCode = "200")
    @Operation(
            operationId = "listDeployments",
            summary = "List deployments",
            description =
                    "Deployments that match the filter, such as is:running product:toaster. Sort orders: -at (newest first, the default) and at.")
    public Uni<RestResponse<Object>> newest(@BeanParam ListParameters parameters) {
        return responses.page(
                listDeployments,
                listDeployments.pages(access.catalog(), parameters.filter(), parameters.sort()),
                parameters);
    }

    @GET
    @Path("deployments/{id}")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getDeployment",
            summary = "Read a deployment",
            description =
                    "Includes its progress. A script that waits can stop when attested + failed + held + blocked + offline is targeted.")
    public Uni<RestResponse<DeploymentView>> get(@PathParam("id") String id) {
        return findDeployments
                .one(access.catalog(), Parameters.guid("Deployment", id))
                .map(DeploymentResource::tagged);
    }

    @DELETE
    @Path("deployments/{id}")
    @ResponseStatus(204)
    @InCatalog(Permission.PUBLISH)
    @ProblemResponses(ProblemType.CONFLICT)
    @Operation(
            operationId = "deleteDeployment",
            summary = "Delete a deployment",
            description =
                    "Deletes a replaced deployment from the history. Fails for the current deployment of a group.")
    public Uni<Void> delete(@PathParam("id") String id) {
        return deleteDeployment.delete(Parameters.guid("Deployment", id));
    }

    @GET
    @Path("deployments/{id}/devices")
    @InCatalog(Permission.READ)
    @APIResponseSchema(value = DeploymentDevicePage.class, responseCode = "200")
    @Operation(
            operationId = "listDeploymentDevices",
            summary = "List the devices of a deployment",
            description = "A page, by update state: failed devices first.")
    public Uni<RestResponse<Object>> devices(@PathParam("id") String id, @BeanParam PageParameters parameters) {
        return findDeployments
                .devices(
                        access.catalog(),
                        Parameters.guid("Deployment", id),
                        Parameters.rowsBefore(parameters.cursor()),
                        Parameters.limit(parameters.limit()))
                .map(page -> ListResponses.linked(page, page.next(), parameters.uri()));
    }

    @GET
    @Path("products/{product}/groups/{group}/deployments")
    @InCatalog(Permission.READ)
    @APIResponseSchema(value = DeploymentView[].class, responseCode = "200")
    @Operation(
            operationId = "listGroupDeployments",
            summary = "List the deployments to a device group",
            description =
                    "Deployments that match the filter, such as is:superseded. Sort orders: -at (newest first, the default) and at.")
    public Uni<RestResponse<Object>> ofGroup(
            @PathParam("product") String product,
            @PathParam("group") String group,
            @BeanParam ListParameters parameters) {
        return listDeployments
                .ofGroup(access.catalog(), product, group, parameters)
                .chain(pages -> responses.page(listDeployments, pages, parameters));
    }

    @GET
    @Path("products/{product}/groups/{group}/deployments/{deployment}")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getGroupDeployment",
            summary = "Read a deployment to a device group",
            description = "By GUID, or .default for the group's current deployment.")
    public Uni<RestResponse<DeploymentView>> getOfGroup(
            @PathParam("product") String product,
            @PathParam("group") String group,
            @PathParam("deployment") String deployment) {
        return findDeployments
                .ofGroup(
                        access.catalog(),
                        product,
                        group,
                        deployment.equalsIgnoreCase(CURRENT) ? null : Parameters.guid("Deployment", deployment))
                .map(DeploymentResource::tagged);
    }

    @POST
    @Path("products/{product}/groups/{group}/deployments")
    @APIResponseSchema(value = DeploymentView.class, responseCode = "201", responseDescription = "Created")
    @APIResponse(responseCode = "202", ref = "AwaitsApproval")
    @InCatalog(Permission.PUBLISH)
    @ProblemResponses(ProblemType.INVALID_CONTENT)
    @Operation(
            operationId = "startDeployment",
            summary = "Deploy applications to a device group",
            description =
                    "Replaces the current deployment; devices install it after their next poll. Operating system images are refused: they come"
                            + " with the group's OS feed. If the catalog's rules or the group require approval, the response is"
                            + " 202 with the approval. The optional reason is for the approver and the"
                            + " audit log.")
    public Uni<RestResponse<Object>> start(
            @PathParam("product") String product,
            @PathParam("group") String group,
            NewDeployment request,
            @Context UriInfo uri) {
        return commands.submit(startDeployment, new DeploymentRequest(product, group, null, Bodies.required(request)))
                .map(started -> started.created(uri, DeploymentView::id, DeploymentResource::tag));
    }

    private static RestResponse<DeploymentView> tagged(DeploymentView deployment) {
        return EntityTag.ok(deployment, tag(deployment));
    }

    /** Returns a tag that does not change with progress. */
    private static String tag(DeploymentView deployment) {
        return EntityTag.of(deployment.id(), deployment.current());
    }

    @POST
    @Path("products/{product}/groups/{group}/deployment-impact")
    @InCatalog(Permission.PUBLISH)
    @ProblemResponses(ProblemType.INVALID_CONTENT)
    @Operation(
            operationId = "previewDeployment",
            summary = "Preview a deployment",
            description =
                    "Returns what the deployment would do now: devices, images before and after, bytes to download, and the devices that"
                            + " would not install the images soon. Fails if the deployment is not possible. Changes nothing.")
    public Uni<UpdateImpact> preview(
            @PathParam("product") String product, @PathParam("group") String group, NewDeployment request) {
        return previewDeployment.preview(
                access.catalog(), new DeploymentRequest(product, group, null, Bodies.required(request)));
    }

    /** Lists metadata of deployable images. For publishers of a product or group, who cannot list all images of the catalog. */
    @GET
    @Path("products/{product}/groups/{group}/deployable-images")
    @InCatalog(Permission.PUBLISH)
    @APIResponseSchema(value = ImageView[].class, responseCode = "200")
    @Operation(
            operationId = "listDeployableImages",
            summary = "List the images that can be deployed to a device group",
            description =
                    "Applications and board configurations of the catalog that match the filter. Sort orders: -at (newest first, the"
                            + " default) and name. Requires the permission to deploy to the group; a role for the group or its product is enough.")
    public Uni<RestResponse<Object>> deployable(
            @PathParam("product") String product,
            @PathParam("group") String group,
            @BeanParam ListParameters parameters) {
        return listImages
                .deployable(access.catalog(), product, group, parameters)
                .chain(pages -> responses.page(listImages, pages, parameters));
    }
}
