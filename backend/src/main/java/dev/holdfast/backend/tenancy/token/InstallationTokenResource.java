package dev.holdfast.backend.tenancy.token;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.list.ListAnswers;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InInstallation;
import dev.holdfast.backend.tenancy.InInstallation.Audience;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.identity.MadeToken;
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

/** Tokens for the installation, and so for every catalog. */
@Path(OperatorApi.BASE + "tokens")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tokens")
public class InstallationTokenResource {
    private final Access access;
    private final ListTokens listTokens;
    private final ListAnswers answers;
    private final MakeToken makeToken;
    private final RevokeToken revokeToken;

    InstallationTokenResource(
            Access access, ListTokens listTokens, ListAnswers answers, MakeToken makeToken, RevokeToken revokeToken) {
        this.access = access;
        this.listTokens = listTokens;
        this.answers = answers;
        this.makeToken = makeToken;
        this.revokeToken = revokeToken;
    }

    @GET
    @InInstallation(Audience.INSTALLATION_OWNER)
    @APIResponseSchema(value = TokenView[].class, responseCode = "200")
    @Operation(operationId = "listInstallationTokens", summary = "List tokens", description = TokenDescriptions.LISTING)
    public Uni<RestResponse<Object>> list(@BeanParam ListParameters asked) {
        return answers.page(
                listTokens,
                listTokens.pages(access.caller(), CatalogId.INSTALLATION, asked.filter(), asked.sort()),
                asked);
    }

    @POST
    @ResponseStatus(201)
    @APIResponseSchema(value = MadeToken.class, responseCode = "201", responseDescription = "Created")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(operationId = "makeInstallationToken", summary = "Make a token", description = TokenDescriptions.MAKING)
    public Uni<MadeToken> make(NewToken request) {
        return makeToken.make(access.caller(), CatalogId.INSTALLATION, Bodies.required(request));
    }

    @DELETE
    @Path("{id}")
    @ResponseStatus(204)
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "revokeInstallationToken",
            summary = "Revoke a token",
            description = TokenDescriptions.REVOKING)
    public Uni<Void> revoke(@PathParam("id") String id) {
        return revokeToken.revoke(access.caller(), CatalogId.INSTALLATION, Parameters.guid("Token", id));
    }
}
