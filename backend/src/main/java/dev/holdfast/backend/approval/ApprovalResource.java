package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.list.ListAnswers;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.approval.ApprovalAnswer;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Requests that wait for approval, and the rules that demand it. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/approvals")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Approvals")
public class ApprovalResource {
    private final Access access;
    private final Commands commands;
    private final ListApprovals listApprovals;
    private final ListAnswers answers;
    private final PreviewApproval previewApproval;
    private final DecideApproval decideApproval;
    private final ChangeApprovalRules changeApprovalRules;

    ApprovalResource(
            Access access,
            Commands commands,
            ListApprovals listApprovals,
            ListAnswers answers,
            PreviewApproval previewApproval,
            DecideApproval decideApproval,
            ChangeApprovalRules changeApprovalRules) {
        this.access = access;
        this.commands = commands;
        this.listApprovals = listApprovals;
        this.answers = answers;
        this.previewApproval = previewApproval;
        this.decideApproval = decideApproval;
        this.changeApprovalRules = changeApprovalRules;
    }

    @GET
    @InCatalog(value = Permission.READ, inPart = true)
    @APIResponseSchema(value = ApprovalView[].class, responseCode = "200")
    @Operation(
            operationId = "listApprovals",
            summary = "List requests for approval",
            description =
                    "Newest first (-at), in the places that the caller may read, with what each would have done when it was asked for. Of a policy's activation with what it would do: which policy of whom, what its replay"
                            + " counted, and warnings where it asks less than what decides now. state is is: in another form; with mine those alone that the caller may withdraw.")
    public Uni<RestResponse<Object>> list(
            @BeanParam ListParameters asked,
            @QueryParam("state") @Nullable String state,
            @QueryParam("mine") @Nullable String mine) {
        return answers.page(
                listApprovals,
                listApprovals.of(
                        access.caller(),
                        access.catalog(),
                        asked,
                        state == null ? null : Parameters.constant("state", state, ApprovalState.class),
                        Parameters.flag("mine", mine)),
                asked);
    }

    @GET
    @Path("{id}")
    @InCatalog(value = Permission.READ, inPart = true)
    @Operation(
            operationId = "getApproval",
            summary = "Read a request for approval",
            description =
                    "With what it would do if it were approved now, whether that is something else than when it was asked"
                            + " for, and whose invitations your account and that of whoever asked go back to, who may be behind"
                            + " both. Send the tag of that along with an approval. Which devices an act on several is about, the"
                            + " list of devices says: filter=approval:ID.")
    public Uni<ApprovalDetail> get(@PathParam("id") String id) {
        return previewApproval.detail(access.caller(), access.catalog(), Parameters.guid("Approval", id));
    }

    @GET
    @Path("rules")
    @InCatalog(value = Permission.READ, inPart = true)
    @Operation(
            operationId = "getApprovalRules",
            summary = "Read which operations need approval",
            description = "In this catalog, and so in all of its parts. ETag is for If-Match of a change.")
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
            summary = "Change which operations need approval",
            description =
                    "Says why, for the audit log. Switching one on is done at once; switching one off needs approval"
                            + " itself. With If-Match, only if nobody changed them since they were read.")
    public Uni<RestResponse<ApprovalRulesChange>> change(
            @HeaderParam(HttpHeaders.IF_MATCH) List<String> expected, NewApprovalRules request) {
        return commands.run(changeApprovalRules.change(Bodies.required(request), IfMatch.of(expected)))
                .map(changed -> EntityTag.ok(changed, ChangeApprovalRules.tag(changed.rules())));
    }

    // What it prepares outside of the database, such as a key, is of use to nobody without what comes behind it.
    @Cancellable(false)
    @POST
    @Path("{id}/approve")
    @InCatalog(value = Permission.APPROVE, inPart = true)
    @Operation(
            operationId = "approve",
            summary = "Approve an act, which is then done",
            description =
                    "By someone with the role where it would be done, who neither asked for it nor wrote what it is about. If it cannot be done any more, would do"
                            + " something else than what was seen, or whoever asked may not do it any more, nothing is"
                            + " approved.")
    public Uni<ApprovalView> approve(@PathParam("id") String id, ApprovalAnswer request) {
        return decide(id, ApprovalState.APPROVED, request);
    }

    @POST
    @Path("{id}/reject")
    @InCatalog(value = Permission.APPROVE, inPart = true)
    @Operation(operationId = "reject", summary = "Reject an act", description = "It is not done.")
    public Uni<ApprovalView> reject(@PathParam("id") String id, ApprovalAnswer request) {
        return decide(id, ApprovalState.REJECTED, request);
    }

    @POST
    @Path("{id}/withdraw")
    @InCatalog(value = Permission.READ, inPart = true)
    @Operation(
            operationId = "withdraw",
            summary = "Withdraw an act that one asked for",
            description =
                    "Only by whoever asked for it: a person, also of what was asked for with their tokens, or the very token.")
    public Uni<ApprovalView> withdraw(@PathParam("id") String id, ApprovalAnswer request) {
        return decide(id, ApprovalState.WITHDRAWN, request);
    }

    private Uni<ApprovalView> decide(String id, ApprovalState decision, ApprovalAnswer request) {
        return decideApproval.decide(
                access.caller(), access.catalog(), Parameters.guid("Approval", id), decision, Bodies.required(request));
    }
}
