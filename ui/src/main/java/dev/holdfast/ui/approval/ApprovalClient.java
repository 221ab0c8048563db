package dev.holdfast.ui.approval;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.approval.ApprovalDecision;
import dev.holdfast.contract.operator.approval.ApprovalDetail;
import dev.holdfast.contract.operator.approval.ApprovalRules;
import dev.holdfast.contract.operator.approval.ApprovalRulesChange;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.approval.NewApprovalRules;
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

/** Lists and decides requests for approval in a catalog, and changes its approval rules. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/approvals")
@RegisterRestClient(configKey = "operator-api-long")
public interface ApprovalClient {
    /** The maximum number of requests in a response. */
    int MAX = 500;

    /** Lists the requests that match a filter, newest first. */
    @GET
    List<ApprovalView> approvals(String catalog, @RestQuery String filter, @RestQuery int limit);

    /** Lists a page of the requests that match a filter, newest first. */
    @GET
    RestResponse<List<ApprovalView>> page(String catalog, @BeanParam ListRequest request);

    /** Returns a request and, while it is pending, its current effect. */
    @GET
    @Path("{id}")
    ApprovalDetail approval(String catalog, String id);

    @GET
    @Path("rules")
    ApprovalRules rules(String catalog);

    /** Returns the rules with their entity tag. */
    @GET
    @Path("rules")
    RestResponse<ApprovalRules> taggedRules(String catalog);

    /** Adds rules at once, and requests approval to remove rules. Fails if the entity tag is outdated. Requires the role Owner. */
    @PUT
    @Path("rules")
    ApprovalRulesChange changeRules(String catalog, @HeaderParam("If-Match") String tag, NewApprovalRules rules);

    /** Approves and runs a request of another person. Fails if the effect changed after the preview that the approver saw. */
    @POST
    @Path("{id}/approve")
    ApprovalView approve(String catalog, String id, ApprovalDecision decision);

    @POST
    @Path("{id}/reject")
    ApprovalView reject(String catalog, String id, ApprovalDecision decision);

    @POST
    @Path("{id}/withdraw")
    ApprovalView withdraw(String catalog, String id, ApprovalDecision decision);
}
