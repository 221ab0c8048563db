package dev.holdfast.backend.update;

import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.DeploymentDevicePage;
import dev.holdfast.contract.operator.DeploymentView;
import dev.holdfast.contract.operator.NewDeployment;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Role;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Deployments of a catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}")
@Tag(name = "Deployments")
public class DeploymentResource {
    private static final String OF_GROUP = "products/{product}/groups/{group}/deployments";

    private final Access access;
    private final ListDeployments listDeployments;
    private final StartDeployment startDeployment;

    DeploymentResource(Access access, ListDeployments listDeployments, StartDeployment startDeployment) {
        this.access = access;
        this.listDeployments = listDeployments;
        this.startDeployment = startDeployment;
    }

    @GET
    @Path(OF_GROUP)
    @InCatalog(Role.READER)
    @Operation(
            operationId = "listGroupDeployments",
            summary = "List the deployments to a device group",
            description = "Newest first, at most 500.")
    public Uni<List<DeploymentView>> ofGroup(@PathParam("product") String product, @PathParam("group") String group) {
        return listDeployments.ofGroup(access.catalog(), product, group);
    }

    @POST
    @Path(OF_GROUP)
    @ResponseStatus(201)
    @InCatalog(Role.PUBLISHER)
    @Operation(
            operationId = "startDeployment",
            summary = "Deploy images to a device group",
            description = "The newest deployment wins: devices get it with their next poll.")
    public Uni<DeploymentView> start(
            @PathParam("product") String product, @PathParam("group") String group, NewDeployment request) {
        return startDeployment.start(access.caller(), access.catalog(), product, group, Bodies.required(request));
    }

    @GET
    @Path("deployments")
    @InCatalog(Role.READER)
    @Operation(operationId = "listDeployments", summary = "List deployments", description = "Newest first.")
    public Uni<List<DeploymentView>> newest(@QueryParam("limit") @Nullable String limit) {
        return listDeployments.newest(access.catalog(), Parameters.limit(limit));
    }

    @GET
    @Path("deployments/{id}")
    @InCatalog(Role.READER)
    @Operation(operationId = "getDeployment", summary = "Read a deployment", description = "And how far it has come.")
    public Uni<DeploymentView> get(@PathParam("id") String id) {
        return listDeployments.one(access.catalog(), Parameters.guid("Deployment", id));
    }

    @GET
    @Path("deployments/{id}/devices")
    @InCatalog(Role.READER)
    @Operation(
            operationId = "listDeploymentDevices",
            summary = "List the devices of a deployment",
            description = "A page, those that need someone first.")
    public Uni<DeploymentDevicePage> devices(
            @PathParam("id") String id,
            @QueryParam("offset") @Nullable String offset,
            @QueryParam("limit") @Nullable String limit) {
        return listDeployments.devices(
                access.catalog(),
                Parameters.guid("Deployment", id),
                Parameters.offset(offset),
                Parameters.limit(limit));
    }
}
