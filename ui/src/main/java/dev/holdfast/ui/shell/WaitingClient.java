package dev.holdfast.ui.shell;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.approval.ApprovalState;
import dev.holdfast.contract.operator.approval.ApprovalView;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** How much waits for a second person, for the navigation. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/approvals")
@RegisterRestClient(configKey = "operator-api")
public interface WaitingClient {
    @GET
    List<ApprovalView> approvals(
            @PathParam("catalog") String catalog,
            @QueryParam("state") ApprovalState state,
            @QueryParam("limit") int limit);
}
