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

/** Tokens for the installation; takes an owner of it. */
@Path(OperatorApi.BASE + "tokens")
@RegisterRestClient(configKey = "operator-api")
public interface InstallationTokenClient {
    /** Lists a page of those that meet a filter, good ones first; null is any, and the first page. */
    @GET
    RestResponse<List<TokenView>> tokens(
            @QueryParam("filter") @Nullable String filter,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") int limit);

    /** Makes one, which is told this once. */
    @POST
    MadeToken make(NewToken token);

    /** Revokes one. */
    @DELETE
    @Path("{id}")
    void revoke(@PathParam("id") String id);
}
