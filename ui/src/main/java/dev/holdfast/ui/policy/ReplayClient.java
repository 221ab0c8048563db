package dev.holdfast.ui.policy;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.policy.ReplayChangePage;
import dev.holdfast.contract.operator.policy.ReplayView;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** Replays of policies over stored evidence. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/replays/{replay}")
@RegisterRestClient(configKey = "operator-api")
public interface ReplayClient {
    /** Gets how far it is, and its counts. */
    @GET
    ReplayView replay(@PathParam("catalog") String catalog, @PathParam("replay") String replay);

    /**
     * Lists devices that would change.
     *
     * @param product only of this product; null for any
     * @param group only of this group, with its product; null for any
     * @param after the device ID that ended the page before; null for the first page
     * @param limit 1 to 500
     */
    @GET
    @Path("changes")
    ReplayChangePage changes(
            @PathParam("catalog") String catalog,
            @PathParam("replay") String replay,
            @QueryParam("product") @Nullable String product,
            @QueryParam("group") @Nullable String group,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") int limit);

    /** Stops it. */
    @POST
    @Path("cancel")
    ReplayView cancel(@PathParam("catalog") String catalog, @PathParam("replay") String replay);
}
