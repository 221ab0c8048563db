package dev.holdfast.backend.update;

import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.ListResponses;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.deployment.DeploymentDevicePage;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.identity.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Deployments of a catalog, with progress and devices. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/deployments")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Deployments")
public class DeploymentResource {
    private final Access access;
    private final ListDeployments listDeployments;
    private final FindDeployments findDeployments;
    private final ListResponses responses;

    DeploymentResource(
            Access access, ListDeployments listDeployments, FindDeployments findDeployments, ListResponses responses) {
        this.access = access;
        this.listDeployments = listDeployments;
        this.findDeployments = findDeployments;
        this.responses = responses;
    }

    @GET
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
    @Path("{id}")
    @InCatalog(Permission.READ)
    @Operation(operationId = "getDeployment", summary = "Read a deployment", description = "Includes its progress.")
    public Uni<DeploymentView> get(@PathParam("id") String id) {
        return findDeployments.one(access.catalog(), Parameters.guid("Deployment", id));
    }

    @GET
    @Path("{id}/devices")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "listDeploymentDevices",
            summary = "List the devices of a deployment",
            description = "A page, devices that need attention first.")
    public Uni<DeploymentDevicePage> devices(
            @PathParam("id") String id,
            @QueryParam("offset") @Nullable String offset,
            @QueryParam("limit") @Nullable String limit) {
        return findDeployments.devices(
                access.catalog(),
                Parameters.guid("Deployment", id),
                Parameters.offset(offset),
                Parameters.limit(limit));
    }
}
