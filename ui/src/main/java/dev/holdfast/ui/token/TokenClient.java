package dev.holdfast.ui.token;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.MadeToken;
import dev.holdfast.contract.operator.identity.NewToken;
import dev.holdfast.contract.operator.identity.TokenView;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Tokens for a catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/tokens")
@RegisterRestClient(configKey = "operator-api")
public interface TokenClient {
    /** Lists a page of one's own, and for owners of everybody's, that meet a filter, good ones first; null is any, and the first page. */
    @GET
    RestResponse<List<TokenView>> tokens(
            @PathParam("catalog") String catalog,
            @QueryParam("filter") @Nullable String filter,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") int limit);

    /** Makes one, which is told this once. */
    @POST
    MadeToken make(@PathParam("catalog") String catalog, NewToken token);

    /** Revokes one. */
    @DELETE
    @Path("{id}")
    void revoke(@PathParam("catalog") String catalog, @PathParam("id") String id);
}
