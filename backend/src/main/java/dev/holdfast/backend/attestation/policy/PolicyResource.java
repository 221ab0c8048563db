package dev.holdfast.backend.attestation.policy;

import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.list.ListResponses;
import dev.holdfast.backend.platform.list.PageParameters;
import dev.holdfast.backend.platform.openapi.ProblemResponses;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.backend.tenancy.command.Outcome;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.policy.ActivationView;
import dev.holdfast.contract.operator.policy.NewActivation;
import dev.holdfast.contract.operator.policy.NewPolicyVersion;
import dev.holdfast.contract.operator.policy.NewRollback;
import dev.holdfast.contract.operator.policy.PolicyCheck;
import dev.holdfast.contract.operator.policy.PolicyDraft;
import dev.holdfast.contract.operator.policy.PolicyFields;
import dev.holdfast.contract.operator.policy.PolicyVersionText;
import dev.holdfast.contract.operator.policy.PolicyVersionView;
import dev.holdfast.contract.operator.policy.PolicyView;
import dev.holdfast.contract.operator.policy.UpdatePolicyPreview;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.policy.Kind;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path(OperatorApi.BASE + "catalogs/{catalog}/policies")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Policies")
public class PolicyResource {
    private final Access access;
    private final Commands commands;
    private final ListPolicies listPolicies;
    private final CheckPolicy checkPolicy;
    private final PreviewPolicy previewPolicy;
    private final SavePolicyVersion savePolicyVersion;
    private final ActivatePolicy activatePolicy;
    private final RollBackPolicy rollBackPolicy;

    PolicyResource(
            Access access,
            Commands commands,
            ListPolicies listPolicies,
            CheckPolicy checkPolicy,
            PreviewPolicy previewPolicy,
            SavePolicyVersion savePolicyVersion,
            ActivatePolicy activatePolicy,
            RollBackPolicy rollBackPolicy) {
        this.access = access;
        this.commands = commands;
        this.listPolicies = listPolicies;
        this.checkPolicy = checkPolicy;
        this.previewPolicy = previewPolicy;
        this.savePolicyVersion = savePolicyVersion;
        this.activatePolicy = activatePolicy;
        this.rollBackPolicy = rollBackPolicy;
    }

    @GET
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "listPolicies",
            summary = "List policies",
            description =
                    "Policies of the catalog, and of products and groups with a saved version. With product:NAME in the filter: the"
                            + " catalog's, the product's and those of all its groups. Only the policy of the nearest scope applies.")
    public Uni<List<PolicyView>> list(
            @Parameter(description = "attestation or update; absent for attestation") @QueryParam("kind") @Nullable
                    String kind,
            @QueryParam("filter") @Nullable String filter) {
        return listPolicies.matching(access.catalog(), kind(kind), Parameters.filter(filter, PolicyFields.VOCABULARY));
    }

    private static Kind kind(@Nullable String name) {
        return Stream.of(Kind.ATTESTATION, Kind.UPDATE)
                .filter(kind -> kind.text().equals(Objects.requireNonNullElse(name, Kind.ATTESTATION.text())))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid("kind", "is not attestation or update"));
    }

    @POST
    @Path("check")
    @InCatalog(Permission.WRITE_POLICIES)
    @Operation(
            operationId = "checkPolicy",
            summary = "Check a policy and run its test cases",
            description = "Saves nothing. The response lists the problems of the text.")
    public Uni<PolicyCheck> check(PolicyDraft request) {
        return checkPolicy.check(Bodies.required(request));
    }

    @GET
    @Path("{policy}")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getPolicy",
            summary = "Get the policy of a catalog, product or group",
            description = "Its own policy or the inherited one.")
    public Uni<PolicyView> get(@PathParam("policy") String policy) {
        return listPolicies.one(access.catalog(), policy);
    }

    @GET
    @Path("{policy}/versions")
    @APIResponseSchema(value = PolicyVersionView[].class, responseCode = "200")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "listPolicyVersions",
            summary = "List the versions of a policy",
            description = "Newest first.")
    public Uni<RestResponse<Object>> versions(
            @PathParam("policy") String policy, @BeanParam PageParameters parameters) {
        return listPolicies
                .versions(access.catalog(), policy, parameters)
                .map(page -> ListResponses.page(page, parameters));
    }

    @POST
    @Path("{policy}/versions")
    @APIResponseSchema(value = PolicyVersionView.class, responseCode = "201", responseDescription = "Created")
    @InCatalog(Permission.WRITE_POLICIES)
    @ProblemResponses(ProblemType.INVALID_CONTENT)
    @Operation(
            operationId = "savePolicyVersion",
            summary = "Save a version of a policy",
            description =
                    "The version is a candidate: it has no effect until it is activated. The text must compile and all test"
                            + " cases must pass.")
    public Uni<RestResponse<PolicyVersionView>> save(
            @PathParam("policy") String policy, NewPolicyVersion request, @Context UriInfo uri) {
        return savePolicyVersion
                .save(access.catalog(), policy, Bodies.required(request))
                .map(saved -> EntityTag.created(uri, saved.version(), saved, tag(saved)));
    }

    @GET
    @Path("{policy}/versions/{version}")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getPolicyVersion",
            summary = "Get a version of a policy",
            description = "With its text and test cases.")
    public Uni<RestResponse<PolicyVersionText>> version(
            @PathParam("policy") String policy, @PathParam("version") String version) {
        return listPolicies
                .version(access.catalog(), policy, Parameters.numbered("Version", version))
                .map(found -> EntityTag.ok(found, tag(found.version())));
    }

    @GET
    @Path("{policy}/versions/{version}/preview")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "previewUpdatePolicy",
            summary = "Preview an update policy",
            description =
                    "Devices that would be held or offered their target if the version were active, by group, with versions and bytes. Only"
                            + " for update policies."
                            + " Version 0: if the policy were removed.")
    public Uni<UpdatePolicyPreview> preview(@PathParam("policy") String policy, @PathParam("version") String version) {
        return previewPolicy.preview(access.catalog(), policy, Parameters.numbered("Version", version));
    }

    private static String tag(PolicyVersionView version) {
        return EntityTag.of(version.policy(), version.version(), version.state());
    }

    @GET
    @Path("{policy}/activations")
    @APIResponseSchema(value = ActivationView[].class, responseCode = "200")
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "listPolicyActivations",
            summary = "List the activations of a policy",
            description = "Newest first.")
    public Uni<RestResponse<Object>> activations(
            @PathParam("policy") String policy, @BeanParam PageParameters parameters) {
        return listPolicies
                .activations(access.catalog(), policy, parameters)
                .map(page -> ListResponses.page(page, parameters));
    }

    @POST
    @Path("{policy}/activations")
    @APIResponseSchema(value = PolicyView.class, responseCode = "200")
    @APIResponse(responseCode = "202", ref = "AwaitsApproval")
    @InCatalog(Permission.ACTIVATE_POLICIES)
    @Operation(
            operationId = "activatePolicy",
            summary = "Activate a version of a policy",
            description =
                    "An attestation policy takes effect at the next attestation and needs the current report of a replay. An update policy"
                            + " takes effect within seconds. If activation needs approval, responds 202 with the pending request."
                            + " Version 0 removes the policy, so that the next higher scope's policy applies.")
    public Uni<RestResponse<Object>> activate(@PathParam("policy") String policy, NewActivation request) {
        return commands.submit(activatePolicy, new ActivatePolicy.Request(policy, Bodies.required(request)))
                .map(Outcome::ok);
    }

    @POST
    @Path("{policy}/rollback")
    @InCatalog(Permission.ACTIVATE_POLICIES)
    @Operation(
            operationId = "rollBackPolicy",
            summary = "Roll back to the previous version",
            description =
                    "Takes effect at once, without a replay or approval. Never goes to a version that was activated later than"
                            + " the active one. If activation needs approval, only activations of the last 7 days can be rolled"
                            + " back.")
    public Uni<PolicyView> rollBack(@PathParam("policy") String policy, NewRollback request) {
        return commands.run(rollBackPolicy.rollBack(policy, Bodies.required(request)));
    }
}
