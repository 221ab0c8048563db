package dev.holdfast.ui.client;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.alert.AlertCounts;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.catalog.CatalogView;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.catalog.Overview;
import dev.holdfast.contract.operator.identity.Me;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The signed-in person, the catalogs and the overview of one. */
@Path(OperatorApi.BASE)
@RegisterRestClient(configKey = "operator-api")
public interface SessionClient {
    @GET
    @Path("me")
    Me me();

    /** Creates a catalog; installation owners only. */
    @POST
    @Path("catalogs")
    CatalogView createCatalog(NewCatalog catalog);

    @GET
    @Path("catalogs/{catalog}/overview")
    Overview overview(@PathParam("catalog") String catalog);

    /** Returns the numbers of active alerts. */
    @GET
    @Path("catalogs/{catalog}/alerts/counts")
    AlertCounts alerts(@PathParam("catalog") String catalog);

    /** Lists at most {@code limit} requests for approval that match a filter. */
    @GET
    @Path("catalogs/{catalog}/approvals")
    List<ApprovalView> approvals(
            @PathParam("catalog") String catalog, @QueryParam("filter") String filter, @QueryParam("limit") int limit);
}
