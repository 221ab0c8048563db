package dev.holdfast.ui.token;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.MadeToken;
import dev.holdfast.contract.operator.identity.NewToken;
import dev.holdfast.contract.operator.identity.TokenView;
import dev.holdfast.ui.client.BearerToken;
import dev.holdfast.ui.client.ProblemReader;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Tokens for a catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/tokens")
@RegisterRestClient(configKey = "operator-api")
@RegisterProvider(BearerToken.class)
@RegisterProvider(ProblemReader.class)
public interface TokenClient {
    /** Lists one's own, and for owners everybody's, newest first. */
    @GET
    List<TokenView> tokens(@PathParam("catalog") String catalog);

    /** Makes one, which is told this once. */
    @POST
    MadeToken make(@PathParam("catalog") String catalog, NewToken token);

    /** Revokes one. */
    @DELETE
    @Path("{id}")
    void revoke(@PathParam("catalog") String catalog, @PathParam("id") String id);
}
