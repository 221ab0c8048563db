package dev.holdfast.backend.tenancy.token;

import dev.holdfast.backend.platform.list.ListAnswers;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.backend.tenancy.InInstallation;
import dev.holdfast.backend.tenancy.InInstallation.Audience;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.identity.CreatedToken;
import dev.holdfast.contract.operator.identity.NewToken;
import dev.holdfast.contract.operator.identity.TokenView;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** Tokens for a catalog, or for the installation and so for every catalog. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/tokens")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tokens")
public class TokenResource {
    private static final String ONE = "{id}";
    private static final String LISTING =
            "One's own, and for owners everybody's where they own. What can be used comes first: by when it ends, or ended, the latest first"
                    + " (-end). None of them can be used by what this tells.";
    private static final String MAKING =
            "Told this once; only a hash is kept. A personal one may do what its creator may, at most what its role may, and"
                    + " only where the creator has the role by assignment; one for a service takes an owner. No token manages"
                    + " members, makes tokens or approves. One person has at most " + NewToken.MOST_OF_ONE
                    + " good ones, those for services among them, and a catalog " + NewToken.MOST_IN_ALL + ".";
    private static final String REVOKING =
            "One's own, or as an owner anybody's. It is refused from the next request on.";

    private final Access access;
    private final ListTokens listTokens;
    private final ListAnswers answers;
    private final CreateToken createToken;
    private final RevokeToken revokeToken;

    TokenResource(
            Access access, ListTokens listTokens, ListAnswers answers, CreateToken createToken, RevokeToken revokeToken) {
        this.access = access;
        this.listTokens = listTokens;
        this.answers = answers;
        this.createToken = createToken;
        this.revokeToken = revokeToken;
    }

    @GET
    @InCatalog(value = Permission.READ, inPart = true)
    @APIResponseSchema(value = TokenView[].class, responseCode = "200")
    @Operation(operationId = "listTokens", summary = "List tokens", description = LISTING)
    public Uni<RestResponse<Object>> list(@BeanParam ListParameters parameters) {
        return answers.page(
                listTokens,
                listTokens.pages(access.caller(), access.catalogOrInstallation(), parameters.filter(), parameters.sort()),
                parameters);
    }

    @POST
    @ResponseStatus(201)
    @APIResponseSchema(value = CreatedToken.class, responseCode = "201", responseDescription = "Created")
    @InCatalog(value = Permission.READ, inPart = true)
    @Operation(operationId = "createToken", summary = "Make a token", description = MAKING)
    public Uni<CreatedToken> make(NewToken request) {
        return createToken.make(access.catalogOrInstallation(), Bodies.required(request));
    }

    @DELETE
    @Path(ONE)
    @ResponseStatus(204)
    @InCatalog(value = Permission.READ, inPart = true)
    @Operation(operationId = "revokeToken", summary = "Revoke a token", description = REVOKING)
    public Uni<Void> revoke(@PathParam("id") String id) {
        return revokeToken.revoke(Parameters.guid("Token", id));
    }

    /** Tokens for the installation, and so for every catalog. */
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
        @ResponseStatus(201)
        @APIResponseSchema(value = CreatedToken.class, responseCode = "201", responseDescription = "Created")
        @InInstallation(Audience.INSTALLATION_OWNER)
        @Operation(operationId = "createInstallationToken", summary = "Make a token", description = MAKING)
        public Uni<CreatedToken> make(NewToken request) {
            return tokens.make(request);
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
