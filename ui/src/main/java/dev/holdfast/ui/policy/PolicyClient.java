package dev.holdfast.ui.policy;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.policy.ActivationView;
import dev.holdfast.contract.operator.policy.NewActivation;
import dev.holdfast.contract.operator.policy.NewPolicyVersion;
import dev.holdfast.contract.operator.policy.NewReplay;
import dev.holdfast.contract.operator.policy.NewRollback;
import dev.holdfast.contract.operator.policy.PolicyActivation;
import dev.holdfast.contract.operator.policy.PolicyCheck;
import dev.holdfast.contract.operator.policy.PolicyDraft;
import dev.holdfast.contract.operator.policy.PolicyVersionText;
import dev.holdfast.contract.operator.policy.PolicyVersionView;
import dev.holdfast.contract.operator.policy.PolicyView;
import dev.holdfast.contract.operator.policy.ReplayView;
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
import org.jspecify.annotations.Nullable;

/** Attestation policies of a catalog, by their keys. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/policies")
@RegisterRestClient(configKey = "operator-api")
public interface PolicyClient {
    /** Lists the catalog's policy and those of products and groups that have one; of {@code product} all. */
    @GET
    List<PolicyView> policies(@PathParam("catalog") String catalog, @QueryParam("product") @Nullable String product);

    /** Gets what decides in a scope. */
    @GET
    @Path("{policy}")
    PolicyView policy(@PathParam("catalog") String catalog, @PathParam("policy") String policy);

    /** Lists a page of the versions, newest first. */
    @GET
    @Path("{policy}/versions")
    RestResponse<List<PolicyVersionView>> versions(
            @PathParam("catalog") String catalog, @PathParam("policy") String policy, @BeanParam ListRequest request);

    /** Gets one version with its text. */
    @GET
    @Path("{policy}/versions/{version}")
    PolicyVersionText version(
            @PathParam("catalog") String catalog,
            @PathParam("policy") String policy,
            @PathParam("version") int version);

    /** Checks a text and runs its cases, without saving it. */
    @POST
    @Path("check")
    PolicyCheck check(@PathParam("catalog") String catalog, PolicyDraft draft);

    /** Saves a version, which decides nothing yet. */
    @POST
    @Path("{policy}/versions")
    PolicyVersionView save(
            @PathParam("catalog") String catalog, @PathParam("policy") String policy, NewPolicyVersion version);

    /** Starts a replay of a version. */
    @POST
    @Path("{policy}/versions/{version}/replays")
    ReplayView replay(
            @PathParam("catalog") String catalog,
            @PathParam("policy") String policy,
            @PathParam("version") int version,
            NewReplay replay);

    /** Lists a page of the replays, newest first. */
    @GET
    @Path("{policy}/replays")
    RestResponse<List<ReplayView>> replays(
            @PathParam("catalog") String catalog, @PathParam("policy") String policy, @BeanParam ListRequest request);

    /** Activates a version, or asks a second person to. */
    @POST
    @Path("{policy}/activations")
    PolicyActivation activate(
            @PathParam("catalog") String catalog, @PathParam("policy") String policy, NewActivation activation);

    /** Lists a page of what was active, newest first. */
    @GET
    @Path("{policy}/activations")
    RestResponse<List<ActivationView>> activations(
            @PathParam("catalog") String catalog, @PathParam("policy") String policy, @BeanParam ListRequest request);

    /** Goes back to what was active before. */
    @POST
    @Path("{policy}/rollback")
    PolicyActivation rollBack(
            @PathParam("catalog") String catalog, @PathParam("policy") String policy, NewRollback rollback);
}
