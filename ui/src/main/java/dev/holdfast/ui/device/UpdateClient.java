package dev.holdfast.ui.device;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.rollout.RolloutView;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Withholds updates from a device of a catalog, or asks it to check for them. */
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

    /** Takes a device out of a rollout. */
    @POST
    @Path("rollouts/{rollout}/exempt-devices/{device}")
    RolloutView exempt(String catalog, String rollout, String device, Reason reason);

    /** Includes an exempt device in a rollout again. */
    @POST
    @Path("rollouts/{rollout}/include-devices/{device}")
    RolloutView include(String catalog, String rollout, String device, Reason reason);
}
