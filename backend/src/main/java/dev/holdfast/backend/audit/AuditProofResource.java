package dev.holdfast.backend.audit;

import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.audit.AuditConsistency;
import dev.holdfast.contract.operator.audit.AuditProof;
import dev.holdfast.contract.operator.audit.AuditVerification;
import dev.holdfast.contract.operator.identity.Act;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A catalog's audit log as proof; its paths below {@code audit} are those of C2SP tlog-tiles. */
@Path(OperatorApi.BASE + "catalogs/{catalog}/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit")
public class AuditProofResource {
    private static final String UTF8_TEXT = "text/plain;charset=UTF-8";

    private final Access access;
    private final AuditProofs proofs;

    AuditProofResource(Access access, AuditProofs proofs) {
        this.access = access;
        this.proofs = proofs;
    }

    @GET
    @Path("verification")
    @InCatalog(Act.READ)
    @Operation(
            operationId = "verifyAuditLog",
            summary = "Verify the audit log",
            description =
                    "Holds every entry against the checkpoints that are stored, and names those that were changed,"
                            + " moved or removed. It reads the whole log.")
    public Uni<AuditVerification> verification() {
        return proofs.verification(access.catalog());
    }

    @GET
    @Path("export")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @InCatalog(Act.READ)
    @Operation(
            operationId = "exportAuditLog",
            summary = "Export the audit log",
            description =
                    "Lines of JSON: checkpoints, then every entry exactly as it was hashed, with the hashes that were kept."
                            + " ./holdfast verify-audit verifies it offline.")
    public Multi<byte[]> export(@PathParam("catalog") String catalog) {
        return proofs.export(access.catalog(), catalog);
    }

    @GET
    @Path("entries/{sequence}/proof")
    @InCatalog(Act.READ)
    @Operation(
            operationId = "proveAuditEntry",
            summary = "Prove that an entry is in the audit log",
            description = "The path from the entry's hash to the root in the newest checkpoint.")
    public Uni<AuditProof> proof(@PathParam("sequence") String sequence) {
        return proofs.proof(access.catalog(), sequence);
    }

    @GET
    @Path("consistency")
    @InCatalog(Act.READ)
    @Operation(
            operationId = "proveAuditConsistency",
            summary = "Prove that the audit log has only grown",
            description = "From an earlier checkpoint, by the number of entries that it covers, to the newest one.")
    public Uni<AuditConsistency> consistency(@QueryParam("from") @Nullable String from) {
        return proofs.consistency(access.catalog(), from);
    }

    @GET
    @Path("key")
    @Produces(UTF8_TEXT)
    @InCatalog(Act.READ)
    @Operation(
            operationId = "getAuditKey",
            summary = "Read the key that verifies the audit log",
            description = "A verifier key as C2SP signed-note has it; its name is the log's origin.")
    public String key() {
        return proofs.key(access.catalog());
    }

    @GET
    @Path("checkpoint")
    @Produces(UTF8_TEXT)
    @InCatalog(Act.READ)
    @Operation(
            operationId = "getAuditCheckpoint",
            summary = "Read the newest checkpoint",
            description =
                    "A signed note (C2SP tlog-checkpoint). Keep it elsewhere: what is in the log then cannot be changed any"
                            + " more without being found.")
    public Uni<String> checkpoint() {
        return proofs.checkpoint(access.catalog());
    }

    @GET
    @Path("tile/{path: .+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @InCatalog(Act.READ)
    @Operation(
            operationId = "getAuditTile",
            summary = "Read a tile",
            description = "Hashes (LEVEL/INDEX) or entries (entries/INDEX), as C2SP tlog-tiles has them.")
    public Uni<byte[]> tile(@PathParam("path") String path) {
        return proofs.tile(access.catalog(), path);
    }
}
