package dev.holdfast.backend.tenancy.token;

import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.ListResponses;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.backend.tenancy.InInstallation;
import dev.holdfast.backend.tenancy.InInstallation.Audience;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.CreatedToken;
import dev.holdfast.contract.operator.identity.NewToken;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.identity.TokenView;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** Tokens of a catalog, or of the installation. Tokens of the installation apply to every catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/tokens")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tokens")
public class TokenResource {
    private static final String ONE = "{id}";
    private static final String LISTING =
            "Lists your own tokens, and for owners all tokens in their scopes. The latest end comes first (-end), so active tokens"
                    + " precede ended ones. Secrets are not included. Requires a sign-in.";
    private static final String READING =
            "One of your own tokens, or as an owner any token in your scope, without its secret. Requires a sign-in.";
    private static final String MAKING =
            "The response shows the secret once; only a hash is stored. A personal token has its creator's permissions, limited by"
                    + " its role, which must be assigned to the creator. A service token requires an owner. Tokens cannot manage"
                    + " members, create tokens or approve. A person can have " + NewToken.MAX_PER_PERSON
                    + " active tokens, service tokens included, and a catalog " + NewToken.MAX_PER_CATALOG + ".";
    private static final String REVOKING =
            "Revokes your own token, or as an owner any token in your scope. Takes effect with the next request.";

    private final Access access;
    private final ListTokens listTokens;
    private final ListResponses responses;
    private final CreateToken createToken;
    private final RevokeToken revokeToken;

    TokenResource(
            Access access,
            ListTokens listTokens,
            ListResponses responses,
            CreateToken createToken,
            RevokeToken revokeToken) {
        this.access = access;
        this.listTokens = listTokens;
        this.responses = responses;
        this.createToken = createToken;
        this.revokeToken = revokeToken;
    }

    @GET
    @InCatalog(value = Permission.READ, anyScope = true)
    @APIResponseSchema(value = TokenView[].class, responseCode = "200")
    @Operation(operationId = "listTokens", summary = "List tokens", description = LISTING)
    public Uni<RestResponse<Object>> list(@BeanParam ListParameters parameters) {
        return responses.page(
                listTokens,
                listTokens.pages(
                        access.caller(), access.catalogOrInstallation(), parameters.filter(), parameters.sort()),
                parameters);
    }

    @POST
    @APIResponseSchema(value = CreatedToken.class, responseCode = "201", responseDescription = "Created")
    @InCatalog(value = Permission.READ, anyScope = true)
    @Operation(operationId = "createToken", summary = "Create a token", description = MAKING)
    public Uni<RestResponse<CreatedToken>> make(NewToken request, @Context UriInfo uri) {
        return createToken
                .make(access.catalogOrInstallation(), Bodies.required(request))
                .map(made -> EntityTag.created(uri, made.token().id(), made, tag(made.token())));
    }

    @GET
    @Path(ONE)
    @InCatalog(value = Permission.READ, anyScope = true)
    @Operation(operationId = "getToken", summary = "Read a token", description = READING)
    public Uni<RestResponse<TokenView>> get(@PathParam("id") String id) {
        return listTokens
                .one(access.caller(), access.catalogOrInstallation(), Parameters.guid("Token", id))
                .map(token -> EntityTag.ok(token, tag(token)));
    }

    @DELETE
    @Path(ONE)
    @ResponseStatus(204)
    @InCatalog(value = Permission.READ, anyScope = true)
    @Operation(operationId = "revokeToken", summary = "Revoke a token", description = REVOKING)
    public Uni<Void> revoke(@PathParam("id") String id) {
        return revokeToken.revoke(Parameters.guid("Token", id));
    }

    private static String tag(TokenView token) {
        return EntityTag.of(token.id(), token.revokedAt());
    }

    /** Tokens of the installation; they apply to every catalog. */
    @Path(OperatorApi.BASE + "tokens")
    @Produces(MediaType.APPLICATION_JSON)
    @Tag(name = "Tokens")
    public static class OfInstallation {
        private final TokenResource tokens;

        OfInstallation(TokenResource tokens) {
            this.tokens = tokens;
        }

        @GET
        @InInstallation(Audience.INSTALLATION_OWNER)
        @APIResponseSchema(value = TokenView[].class, responseCode = "200")
        @Operation(operationId = "listInstallationTokens", summary = "List tokens", description = LISTING)
        public Uni<RestResponse<Object>> list(@BeanParam ListParameters parameters) {
            return tokens.list(parameters);
        }

        @POST
        @APIResponseSchema(value = CreatedToken.class, responseCode = "201", responseDescription = "Created")
        @InInstallation(Audience.INSTALLATION_OWNER)
        @Operation(operationId = "createInstallationToken", summary = "Create a token", description = MAKING)
        public Uni<RestResponse<CreatedToken>> make(NewToken request, @Context UriInfo uri) {
            return tokens.make(request, uri);
        }

        @GET
        @Path(ONE)
        @InInstallation(Audience.INSTALLATION_OWNER)
        @Operation(operationId = "getInstallationToken", summary = "Read a token", description = READING)
        public Uni<RestResponse<TokenView>> get(@PathParam("id") String id) {
            return tokens.get(id);
        }

        @DELETE
        @Path(ONE)
        @ResponseStatus(204)
        @InInstallation(Audience.INSTALLATION_OWNER)
        @Operation(operationId = "revokeInstallationToken", summary = "Revoke a token", description = REVOKING)
        public Uni<Void> revoke(@PathParam("id") String id) {
            return tokens.revoke(id);
        }
    }
}
