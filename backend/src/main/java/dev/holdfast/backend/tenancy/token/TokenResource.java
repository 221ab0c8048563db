package dev.holdfast.backend.tenancy.token;

import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.identity.MadeToken;
import dev.holdfast.contract.operator.identity.NewToken;
import dev.holdfast.contract.operator.identity.TokenView;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Tokens for a catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/tokens")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tokens")
public class TokenResource {
    private final Access access;
    private final MakeToken makeToken;
    private final RevokeToken revokeToken;

    TokenResource(Access access, MakeToken makeToken, RevokeToken revokeToken) {
        this.access = access;
        this.makeToken = makeToken;
        this.revokeToken = revokeToken;
    }

    @GET
    @InCatalog(value = Act.READ, inPart = true)
    @Operation(
            operationId = "listTokens",
            summary = "List tokens",
            description =
                    "One's own, and for owners everybody's, newest first, at most 500. None of them can be used by what this tells.")
    public Uni<List<TokenView>> list() {
        return revokeToken.tokens(access.caller(), access.catalog());
    }

    @POST
    @ResponseStatus(201)
    @APIResponseSchema(value = MadeToken.class, responseCode = "201", responseDescription = "Created")
    @InCatalog(value = Act.READ, inPart = true)
    @Operation(
            operationId = "makeToken",
            summary = "Make a token",
            description =
                    "Told this once; only a hash is kept. A personal one may do what its maker may, at most what its role may, and"
                            + " only where the maker has the role by assignment; one for a service takes an owner. No token manages"
                            + " members, makes tokens or approves.")
    public Uni<MadeToken> make(NewToken request) {
        return makeToken.make(access.caller(), access.catalog(), Bodies.required(request));
    }

    @DELETE
    @Path("{id}")
    @ResponseStatus(204)
    @InCatalog(value = Act.READ, inPart = true)
    @Operation(
            operationId = "revokeToken",
            summary = "Revoke a token",
            description = "One's own, or as an owner anybody's. It is refused from the next request on.")
    public Uni<Void> revoke(@PathParam("id") String id) {
        return revokeToken.revoke(access.caller(), access.catalog(), Parameters.guid("Token", id));
    }
}
