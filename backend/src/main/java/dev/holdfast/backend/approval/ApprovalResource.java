package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.ListResponses;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.approval.ApprovalDecision;
import dev.holdfast.contract.operator.approval.ApprovalDetail;
import dev.holdfast.contract.operator.approval.ApprovalRules;
import dev.holdfast.contract.operator.approval.ApprovalRulesChange;
import dev.holdfast.contract.operator.approval.ApprovalState;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.approval.NewApprovalRules;
import dev.holdfast.contract.operator.identity.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path(OperatorApi.BASE + "catalogs/{catalog}/approvals")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Approvals")
public class ApprovalResource {
    private final Access access;
    private final Commands commands;
    private final ListApprovals listApprovals;
    private final ListResponses responses;
    private final PreviewApproval previewApproval;
    private final DecideApproval decideApproval;
    private final ChangeApprovalRules changeApprovalRules;

    ApprovalResource(
            Access access,
            Commands commands,
            ListApprovals listApprovals,
            ListResponses responses,
            PreviewApproval previewApproval,
            DecideApproval decideApproval,
            ChangeApprovalRules changeApprovalRules) {
        this.access = access;
        this.commands = commands;
        this.listApprovals = listApprovals;
        this.responses = responses;
        this.previewApproval = previewApproval;
        this.decideApproval = decideApproval;
        this.changeApprovalRules = changeApprovalRules;
    }

    @GET
    @InCatalog(value = Permission.READ, anyScope = true)
    @APIResponseSchema(value = ApprovalView[].class, responseCode = "200")
    @Operation(
            operationId = "listApprovals",
            summary = "List requests for approval",
            description =
                    "Newest first (-at), in the scopes that the caller can read, each with its effect at the time of the request."
                            + " An activation of a policy includes the scope, counts of the replay, and a warning if it is less strict than"
                            + " the active version.")
    public Uni<RestResponse<Object>> list(@BeanParam ListParameters parameters) {
        return responses.page(
                listApprovals,
                listApprovals.pages(access.caller(), access.catalog(), parameters.filter(), parameters.sort()),
                parameters);
    }

    @GET
    @Path("{id}")
    @InCatalog(value = Permission.READ, anyScope = true)
    @Operation(
            operationId = "getApproval",
            summary = "Get a request for approval",
            description =
                    "Includes the effect if you approve now, whether it changed since the request, and the person who"
                            + " invited both you and the requester. Send the tag of the effect with the approval. To list the"
                            + " devices of a request, filter the list of devices by approval:ID.")
    public Uni<ApprovalDetail> get(@PathParam("id") String id) {
        return previewApproval.detail(access.caller(), access.catalog(), Parameters.guid("Approval", id));
    }

    @GET
    @Path("rules")
    @InCatalog(value = Permission.READ, anyScope = true)
    @Operation(
            operationId = "getApprovalRules",
            summary = "Get the approval rules",
            description = "The rules apply to the whole catalog. Send the ETag in If-Match to change them.")
    public Uni<RestResponse<ApprovalRules>> rules() {
        return changeApprovalRules
                .rules(access.catalog())
                .map(rules -> EntityTag.ok(rules, ChangeApprovalRules.tag(rules)));
    }

    @PUT
    @Path("rules")
    @InCatalog(Permission.MANAGE_CATALOG)
    @Operation(
            operationId = "changeApprovalRules",
            summary = "Change the approval rules",
            description =
                    "Requires a comment. A rule is added at once; removing one needs approval. With If-Match, fails if the"
                            + " rules have changed.")
    public Uni<RestResponse<ApprovalRulesChange>> change(
            @HeaderParam(HttpHeaders.IF_MATCH) List<String> expected, NewApprovalRules request) {
        return commands.run(changeApprovalRules.change(Bodies.required(request), IfMatch.of(expected)))
                .map(changed -> EntityTag.ok(changed, ChangeApprovalRules.tag(changed.rules())));
    }

    // A client that disconnects must not leave prepared keys unused.
    @Cancellable(false)
    @POST
    @Path("{id}/approve")
    @InCatalog(value = Permission.APPROVE, anyScope = true)
    @Operation(
            operationId = "approve",
            summary = "Approve a request and perform it",
            description =
                    "Requires the role in the scope of the request. The requester and the authors of its policy cannot"
                            + " approve. Fails if the operation is no longer possible, its effect has changed, or the requester"
                            + " lost the role.")
    public Uni<ApprovalView> approve(@PathParam("id") String id, ApprovalDecision request) {
        return decide(id, ApprovalState.APPROVED, request);
    }

    @POST
    @Path("{id}/reject")
    @InCatalog(value = Permission.APPROVE, anyScope = true)
    @Operation(operationId = "reject", summary = "Reject a request", description = "The operation is not performed.")
    public Uni<ApprovalView> reject(@PathParam("id") String id, ApprovalDecision request) {
        return decide(id, ApprovalState.REJECTED, request);
    }

    @POST
    @Path("{id}/withdraw")
    @InCatalog(value = Permission.READ, anyScope = true)
    @Operation(
            operationId = "withdraw",
            summary = "Withdraw your request",
            description = "A person can withdraw their own requests and those of their tokens; a token only its own.")
    public Uni<ApprovalView> withdraw(@PathParam("id") String id, ApprovalDecision request) {
        return decide(id, ApprovalState.WITHDRAWN, request);
    }

    private Uni<ApprovalView> decide(String id, ApprovalState decision, ApprovalDecision request) {
        return decideApproval.decide(
                access.caller(), access.catalog(), Parameters.guid("Approval", id), decision, Bodies.required(request));
    }
}
