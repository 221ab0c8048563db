package dev.holdfast.ui.device;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.rollout.RolloutView;
import dev.holdfast.ui.client.ListRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

/** Reads the target of a device of a catalog, withholds updates from it, or asks it to check for them. */
@Path(OperatorApi.BASE + "catalogs/{catalog}")
@RegisterRestClient(configKey = "operator-api")
public interface UpdateClient {
    /** Pins a device: gateways offer it no update. */
    @POST
    @Path("devices/{device}/pin")
    void pin(String catalog, String device, Reason reason);

    @POST
    @Path("devices/{device}/unpin")
    void unpin(String catalog, String device, Reason reason);

    /** Asks a device to check for updates. */
    @POST
    @Path("devices/{device}/check-now")
    void checkNow(String catalog, String device);

    /** Returns a rollout. */
    @GET
    @Path("rollouts/{rollout}")
    RestResponse<RolloutView> rollout(String catalog, String rollout);

    /** Lists a page of the deployments to a group, newest first. */
    @GET
    @Path("products/{product}/groups/{group}/deployments")
    RestResponse<List<DeploymentView>> deployments(
            String catalog, String product, String group, @BeanParam ListRequest request);

    /** Takes a device out of a rollout. */
    @POST
    @Path("rollouts/{rollout}/exempt-devices/{device}")
    RolloutView exempt(String catalog, String rollout, String device, Reason reason);

    /** Includes an exempt device in a rollout again. */
    @POST
    @Path("rollouts/{rollout}/include-devices/{device}")
    RolloutView include(String catalog, String rollout, String device, Reason reason);
}
