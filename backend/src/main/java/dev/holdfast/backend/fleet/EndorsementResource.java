package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InInstallation;
import dev.holdfast.backend.tenancy.InInstallation.Audience;
import dev.holdfast.contract.operator.EndorsementImport;
import dev.holdfast.contract.operator.OperatorApi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Silicon makers' endorsement lists. */
@Path(OperatorApi.BASE + "endorsements")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Endorsements")
public class EndorsementResource {
    private final Access access;
    private final ImportEndorsements importEndorsements;

    EndorsementResource(Access access, ImportEndorsements importEndorsements) {
        this.access = access;
        this.importEndorsements = importEndorsements;
    }

    @POST
    @Consumes("application/jose")
    @InInstallation(Audience.INSTALLATION_OWNER)
    @Operation(
            operationId = "importEndorsements",
            summary = "Import a silicon maker's endorsement list",
            description =
                    "A compact JWS by a maker that the installation trusts. Chips that are known stay as they are.")
    public Uni<EndorsementImport> importList(String list) {
        return importEndorsements.importList(access.caller(), Bodies.required(list));
    }
}
