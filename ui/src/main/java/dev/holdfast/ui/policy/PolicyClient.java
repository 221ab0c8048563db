package dev.holdfast.ui.policy;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.policy.ActivationImpact;
import dev.holdfast.contract.operator.policy.ActivationView;
import dev.holdfast.contract.operator.policy.NewActivation;
import dev.holdfast.contract.operator.policy.NewPolicyVersion;
import dev.holdfast.contract.operator.policy.NewReplay;
import dev.holdfast.contract.operator.policy.NewRollback;
import dev.holdfast.contract.operator.policy.PolicyCheck;
import dev.holdfast.contract.operator.policy.PolicyDraft;
import dev.holdfast.contract.operator.policy.PolicyVersionText;
import dev.holdfast.contract.operator.policy.PolicyVersionView;
import dev.holdfast.contract.operator.policy.PolicyView;
import dev.holdfast.contract.operator.policy.ReplayChangePage;
import dev.holdfast.contract.operator.policy.ReplayView;
import dev.holdfast.contract.operator.policy.UpdatePolicyPreview;
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

/** Policies of a catalog, replays of attestation policies over stored evidence, and previews of update policies. */
@Path(OperatorApi.BASE + "catalogs/{catalog}")
@RegisterRestClient(configKey = "operator-api")
public interface PolicyClient {
    /**
     * Lists the policy of the catalog, and those of products and groups with a saved version. With {@code product:NAME} in the filter: the
     * policies of the catalog, that product and all its groups. A null filter does not filter.
     *
     * @param kind {@code update}, or {@code attestation}
     */
    @GET
    @Path("policies")
    List<PolicyView> policies(String catalog, @RestQuery String kind, @RestQuery @Nullable String filter);

    @GET
    @Path("policies/{policy}")
    PolicyView policy(String catalog, String policy);

    /** Lists a page of the versions, newest first. */
    @GET
    @Path("policies/{policy}/versions")
    RestResponse<List<PolicyVersionView>> versions(String catalog, String policy, @BeanParam ListRequest request);

    @GET
    @Path("policies/{policy}/versions/{version}")
    PolicyVersionText version(String catalog, String policy, int version);

    /** Returns the effect of a version of an update policy, or of its removal: version 0. */
    @GET
    @Path("policies/{policy}/versions/{version}/preview")
    UpdatePolicyPreview preview(String catalog, String policy, int version);

    /** Compiles a policy and runs its test cases; saves nothing. */
    @POST
    @Path("policies/check")
    PolicyCheck check(String catalog, PolicyDraft draft);

    /** Saves a version as a candidate. */
    @POST
    @Path("policies/{policy}/versions")
    PolicyVersionView save(String catalog, String policy, NewPolicyVersion version);

    /** Starts a replay of a version, or of the removal of the policy: version 0. */
    @POST
    @Path("policies/{policy}/versions/{version}/replays")
    ReplayView replay(String catalog, String policy, int version, NewReplay replay);

    /** Lists a page of the replays, newest first. */
    @GET
    @Path("policies/{policy}/replays")
    RestResponse<List<ReplayView>> replays(String catalog, String policy, @BeanParam ListRequest request);

    /** Activates a version; throws {@link dev.holdfast.ui.component.ApprovalNeeded} if that needs approval. */
    @POST
    @Path("policies/{policy}/activations")
    PolicyView activate(String catalog, String policy, NewActivation activation);

    /** Lists a page of the activations and rollbacks, newest first. */
    @GET
    @Path("policies/{policy}/activations")
    RestResponse<List<ActivationView>> activations(String catalog, String policy, @BeanParam ListRequest request);

    @POST
    @Path("policies/{policy}/rollback")
    PolicyView rollBack(String catalog, String policy, NewRollback rollback);

    /** Returns what activating the version of a replay would do. */
    @GET
    @Path("replays/{replay}/activation-impact")
    ActivationImpact activationImpact(String catalog, String replay);

    @GET
    @Path("replays/{replay}")
    ReplayView replay(String catalog, String replay);

    /** Lists a page of the devices whose result would change, and that match the filter. */
    @GET
    @Path("replays/{replay}/changes")
    ReplayChangePage changes(String catalog, String replay, @BeanParam ListRequest request);

    @POST
    @Path("replays/{replay}/cancel")
    ReplayView cancel(String catalog, String replay);
}
