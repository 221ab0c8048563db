package dev.holdfast.ui.deployment;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.deployment.DeploymentDevicePage;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.deployment.NewDeployment;
import dev.holdfast.contract.operator.deployment.UpdateImpact;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.ui.client.ListRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Lists and starts deployments in a catalog, and asks devices to check for them. */
@Path(OperatorApi.BASE + "catalogs/{catalog}")
@RegisterRestClient(configKey = "operator-api")
public interface DeploymentClient {
    /** Lists a page of the deployments that match a filter, newest first. */
    @GET
    @Path("deployments")
    RestResponse<List<DeploymentView>> deployments(String catalog, @BeanParam ListRequest request);

    /** Lists a page of the deployments to a group, newest first. */
    @GET
    @Path("products/{product}/groups/{group}/deployments")
    RestResponse<List<DeploymentView>> ofGroup(
            String catalog, String product, String group, @BeanParam ListRequest request);

    /** Lists a page of the images that can be deployed to a group, newest first. Needs the right to publish in the group. */
    @GET
    @Path("products/{product}/groups/{group}/deployable-images")
    RestResponse<List<ImageView>> deployable(
            String catalog, String product, String group, @BeanParam ListRequest request);

    @GET
    @Path("deployments/{deployment}")
    DeploymentView deployment(String catalog, String deployment);

    /** Lists a page of the devices of a deployment; those that need attention come first. */
    @GET
    @Path("deployments/{deployment}/devices")
    DeploymentDevicePage devices(
            String catalog, String deployment, @RestQuery @Nullable String cursor, @RestQuery int limit);

    /** Returns what a deployment would do now. Fails if it is not possible. */
    @POST
    @Path("products/{product}/groups/{group}/deployment-impact")
    UpdateImpact preview(String catalog, String product, String group, NewDeployment deployment);

    @POST
    @Path("products/{product}/groups/{group}/deployments")
    DeploymentView deploy(String catalog, String product, String group, NewDeployment deployment);

    /** Asks the devices of a group to check for updates. */
    @POST
    @Path("products/{product}/groups/{group}/check-now")
    void checkNow(String catalog, String product, String group);
}
