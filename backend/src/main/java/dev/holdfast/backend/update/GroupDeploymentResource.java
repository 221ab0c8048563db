package dev.holdfast.backend.update;

import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.ListResponses;
import dev.holdfast.backend.platform.openapi.Fails;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.backend.tenancy.command.Outcome;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.deployment.NewDeployment;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Deployments to a device group: list, read, start. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/products/{product}/groups/{group}/deployments")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Deployments")
public class GroupDeploymentResource {
    private static final String CURRENT = ".default";

    private final Access access;
    private final Commands commands;
    private final ListDeployments listDeployments;
    private final FindDeployments findDeployments;
    private final StartDeployment startDeployment;
    private final ListResponses responses;

    GroupDeploymentResource(
            Access access,
            Commands commands,
            ListDeployments listDeployments,
            FindDeployments findDeployments,
            StartDeployment startDeployment,
            ListResponses responses) {
        this.access = access;
        this.commands = commands;
        this.listDeployments = listDeployments;
        this.findDeployments = findDeployments;
        this.startDeployment = startDeployment;
        this.responses = responses;
    }

    @GET
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
    @Path("{deployment}")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getGroupDeployment",
            summary = "Read a deployment to a device group",
            description = "By GUID, or .default for the group's current deployment.")
    public Uni<DeploymentView> one(
            @PathParam("product") String product,
            @PathParam("group") String group,
            @PathParam("deployment") String deployment) {
        return findDeployments.ofGroup(
                access.catalog(),
                product,
                group,
                deployment.equalsIgnoreCase(CURRENT) ? null : Parameters.guid("Deployment", deployment));
    }

    @POST
    @APIResponseSchema(value = DeploymentView.class, responseCode = "201", responseDescription = "Created")
    @APIResponse(
            responseCode = "202",
            description = "Waits for approval",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ApprovalView.class)))
    @InCatalog(Permission.PUBLISH)
    @Fails(ProblemType.INVALID_CONTENT)
    @Operation(
            operationId = "startDeployment",
            summary = "Deploy applications to a device group",
            description =
                    "Replaces the current deployment; devices install it after their next poll. Operating system images are refused: they come"
                            + " with the group's OS feed. If the catalog's rules require approval, the response is"
                            + " 202 with the approval. The optional reason is for the approver and the"
                            + " audit log.")
    public Uni<RestResponse<Object>> start(
            @PathParam("product") String product, @PathParam("group") String group, NewDeployment request) {
        return commands.submit(startDeployment, new DeploymentRequest(product, group, null, Bodies.required(request)))
                .map(Outcome::created);
    }
}
