package dev.holdfast.ui.deployment;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.deployment.DeploymentDevicePage;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.deployment.NewDeployment;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.ui.client.ListRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

/** Deployments of a catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}")
@RegisterRestClient(configKey = "operator-api")
public interface DeploymentClient {
    /** Lists a page of the deployments that meet a filter, newest first; null is any. */
    @GET
    @Path("deployments")
    RestResponse<List<DeploymentView>> deployments(
            @PathParam("catalog") String catalog, @BeanParam ListRequest request);

    /** Lists a page of the deployments to a group, newest first. */
    @GET
    @Path("products/{product}/groups/{group}/deployments")
    RestResponse<List<DeploymentView>> ofGroup(
            @PathParam("catalog") String catalog,
            @PathParam("product") String product,
            @PathParam("group") String group,
            @BeanParam ListRequest request);

    /** Lists a page of the images that a deployment to a group may name, newest first; for whoever may publish there. */
    @GET
    @Path("products/{product}/groups/{group}/deployable-images")
    RestResponse<List<ImageView>> deployable(
            @PathParam("catalog") String catalog,
            @PathParam("product") String product,
            @PathParam("group") String group,
            @BeanParam ListRequest request);

    /** Gets one deployment with its progress. */
    @GET
    @Path("deployments/{deployment}")
    DeploymentView deployment(@PathParam("catalog") String catalog, @PathParam("deployment") String deployment);

    /** Gets a page of its devices, those that need somebody first. */
    @GET
    @Path("deployments/{deployment}/devices")
    DeploymentDevicePage devices(
            @PathParam("catalog") String catalog,
            @PathParam("deployment") String deployment,
            @QueryParam("offset") int offset,
            @QueryParam("limit") int limit);

    /** Deploys images to a group. */
    @POST
    @Path("products/{product}/groups/{group}/deployments")
    DeploymentView deploy(
            @PathParam("catalog") String catalog,
            @PathParam("product") String product,
            @PathParam("group") String group,
            NewDeployment deployment);
}
