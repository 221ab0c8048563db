package dev.holdfast.backend.attestation.record;

import dev.holdfast.backend.platform.problem.Bodies;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.attestation.AttestationRetention;
import dev.holdfast.contract.operator.identity.Act;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How long a catalog's attestations are kept. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/attestation-retention")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Attestations")
public class RetentionResource {
    private static final int MAX_DAYS = 3_650;

    private final Access access;
    private final RetainAttestations retainAttestations;

    RetentionResource(Access access, RetainAttestations retainAttestations) {
        this.access = access;
        this.retainAttestations = retainAttestations;
    }

    @GET
    @InCatalog(Act.READ)
    @Operation(
            operationId = "getAttestationRetention",
            summary = "Read how long attestations are kept",
            description = "90 days where nobody said anything.")
    public Uni<AttestationRetention> get() {
        return retainAttestations.of(access.catalog());
    }

    @PUT
    @InCatalog(Act.MANAGE_CATALOG)
    @Operation(
            operationId = "changeAttestationRetention",
            summary = "Change how long attestations are kept",
            description = "1 to 3,650 days. The newest attestation of each device stays however old it is.")
    public Uni<AttestationRetention> change(AttestationRetention retention) {
        AttestationRetention wanted = Bodies.required(retention);
        new Checks()
                .that(wanted.days() >= 1 && wanted.days() <= MAX_DAYS, "days", "is 1 to " + MAX_DAYS)
                .done();
        return retainAttestations.change(access.caller(), access.catalog(), wanted);
    }
}
