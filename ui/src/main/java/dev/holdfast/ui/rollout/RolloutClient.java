package dev.holdfast.ui.rollout;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.rollout.NewRollout;
import dev.holdfast.contract.operator.rollout.RollBackImpact;
import dev.holdfast.contract.operator.rollout.RolloutAction;
import dev.holdfast.contract.operator.rollout.RolloutActionImpact;
import dev.holdfast.contract.operator.rollout.RolloutDefaults;
import dev.holdfast.contract.operator.rollout.RolloutExtension;
import dev.holdfast.contract.operator.rollout.RolloutFailureReason;
import dev.holdfast.contract.operator.rollout.RolloutFailureView;
import dev.holdfast.contract.operator.rollout.RolloutImpact;
import dev.holdfast.contract.operator.rollout.RolloutStop;
import dev.holdfast.contract.operator.rollout.RolloutView;
import dev.holdfast.ui.client.ListRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Lists, creates and controls the rollouts of a catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}")
@RegisterRestClient(configKey = "operator-api")
public interface RolloutClient {
    /** Lists a page of the rollouts that match a filter, newest first. */
    @GET
    @Path("rollouts")
    RestResponse<List<RolloutView>> rollouts(String catalog, @BeanParam ListRequest request);

    /** Lists a page of the rollouts to a group, newest first. */
    @GET
    @Path("products/{product}/groups/{group}/rollouts")
    RestResponse<List<RolloutView>> ofGroup(
            String catalog, String product, String group, @BeanParam ListRequest request);

    /** Gets the default phases and halt rules of a group, with their entity tag. */
    @GET
    @Path("products/{product}/groups/{group}/rollout-defaults")
    RestResponse<RolloutDefaults> defaults(String catalog, String product, String group);

    /** Changes the defaults of a group if the tag is current. */
    @PUT
    @Path("products/{product}/groups/{group}/rollout-defaults")
    RolloutDefaults change(
            String catalog,
            String product,
            String group,
            @HeaderParam("If-Match") String tag,
            RolloutDefaults defaults);

    /** Returns what a rollout would do now. Fails if it is not possible. */
    @POST
    @Path("products/{product}/groups/{group}/rollout-impact")
    RolloutImpact preview(String catalog, String product, String group, NewRollout rollout);

    /** Creates a draft, which does nothing until it is started. */
    @POST
    @Path("products/{product}/groups/{group}/rollouts")
    RolloutView create(String catalog, String product, String group, NewRollout rollout);

    /** Gets a rollout with its entity tag. */
    @GET
    @Path("rollouts/{rollout}")
    RestResponse<RolloutView> rollout(String catalog, String rollout);

    /** Returns what the rest of a rollout would do now. */
    @GET
    @Path("rollouts/{rollout}/impact")
    RolloutImpact impact(String catalog, String rollout);

    /** Returns what the rollback of a rollout would do now. */
    @GET
    @Path("rollouts/{rollout}/roll-back-impact")
    RollBackImpact rollBackImpact(String catalog, String rollout);

    /** Returns what another action on a rollout would do now. Fails like the action. */
    @GET
    @Path("rollouts/{rollout}/action-impact")
    RolloutActionImpact actionImpact(String catalog, String rollout, @RestQuery RolloutAction action);

    @POST
    @Path("rollouts/{rollout}/start")
    RolloutView start(String catalog, String rollout);

    @POST
    @Path("rollouts/{rollout}/pause")
    RolloutView pause(String catalog, String rollout, Reason reason);

    @POST
    @Path("rollouts/{rollout}/resume")
    RolloutView resume(String catalog, String rollout, Reason reason);

    @POST
    @Path("rollouts/{rollout}/proceed")
    RolloutView proceed(String catalog, String rollout, Reason reason);

    @POST
    @Path("rollouts/{rollout}/abort")
    RolloutView abort(String catalog, String rollout, Reason reason);

    @POST
    @Path("rollouts/{rollout}/roll-back")
    RolloutView rollBack(String catalog, String rollout, Reason reason);

    @POST
    @Path("rollouts/{rollout}/retry-failed")
    RolloutView retryFailed(String catalog, String rollout, Reason reason);

    /** Changes soak time, limit, halt rules or phases if the tag is current. */
    @POST
    @Path("rollouts/{rollout}/extend")
    RolloutView extend(String catalog, String rollout, @HeaderParam("If-Match") String tag, RolloutExtension extension);

    /** Counts the failed devices of a rollout by reason. */
    @GET
    @Path("rollouts/{rollout}/failure-reasons")
    List<RolloutFailureReason> failureReasons(String catalog, String rollout);

    /** Lists a page of the failed devices that match a filter. */
    @GET
    @Path("rollouts/{rollout}/failures")
    RestResponse<List<RolloutFailureView>> failures(String catalog, String rollout, @BeanParam ListRequest request);

    /** Returns whether all rollouts are stopped. */
    @GET
    @Path("rollouts/stop")
    RolloutStop stopped(String catalog);

    /** Halts all active rollouts. Nothing starts until {@link #allow}. */
    @POST
    @Path("rollouts/stop")
    void stop(String catalog, Reason reason);

    /** Permits starts again. Halted rollouts stay halted. */
    @POST
    @Path("rollouts/allow")
    void allow(String catalog, Reason reason);
}
