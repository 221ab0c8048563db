package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.backend.tenancy.command.Outcome;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.revocation.LossPreview;
import dev.holdfast.contract.operator.revocation.RevokedCertificates;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The end of an authority before its time. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/certificates/authorities")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Certificates")
public class RetirementResource {
    private final Access access;
    private final Commands commands;
    private final RetireAuthority retireAuthority;

    RetirementResource(Access access, Commands commands, RetireAuthority retireAuthority) {
        this.access = access;
        this.commands = commands;
        this.retireAuthority = retireAuthority;
    }

    @POST
    @Path("{serial}/retirement-impact")
    @InCatalog(Act.MANAGE_CATALOG)
    @Operation(
            operationId = "previewAuthorityRetirement",
            summary = "See what retiring an authority would take",
            description =
                    "How many devices of which groups would lose how many certificates, and until when those would"
                            + " have been valid. Changes nothing.")
    public Uni<LossPreview> impact(@PathParam("serial") String serial) {
        return retireAuthority
                .named(access.catalog(), serial)
                .chain(named -> retireAuthority.preview(access.catalog(), named));
    }

    // The next authority may be minted, and its key in the vault, before the commit that has it: whoever leaves between
    // must not leave
    // a key of nobody.
    @Cancellable(false)
    @POST
    @Path("{serial}/retire")
    @InCatalog(Act.MANAGE_CATALOG)
    @APIResponseSchema(value = RevokedCertificates.class, responseCode = "200")
    @APIResponse(
            responseCode = "202",
            description = "It waits for approval",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ApprovalView.class)))
    @Operation(
            operationId = "retireAuthority",
            summary = "Retire an authority of the catalog",
            description =
                    "For good. All that it issued is refused; the next authority signs at once, and devices that are"
                            + " not blocked get new certificates by attesting. Where the catalog's rules demand approval,"
                            + " the answer is 202 with what waits.")
    public Uni<RestResponse<Object>> retire(@PathParam("serial") String serial, Reason why) {
        String reason = Bodies.required(why).reason();
        return retireAuthority
                .named(access.catalog(), serial)
                .chain(named -> commands.submit(retireAuthority, new RetireAuthority.Request(named, reason)))
                .map(Outcome::ok);
    }
}
