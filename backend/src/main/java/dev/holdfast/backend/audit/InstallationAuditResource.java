package dev.holdfast.backend.audit;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.list.ListAnswers;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.tenancy.InInstallation;
import dev.holdfast.backend.tenancy.InInstallation.Audience;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.audit.AuditConsistency;
import dev.holdfast.contract.operator.audit.AuditEntryView;
import dev.holdfast.contract.operator.audit.AuditProof;
import dev.holdfast.contract.operator.audit.AuditVerification;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The audit log of the installation itself: its roles, makers, gateways, OS releases, roots and catalogs. As each catalog's. */
@Path(OperatorApi.BASE + "audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit")
public class InstallationAuditResource {
    private static final String UTF8_TEXT = "text/plain;charset=UTF-8";
    private static final CatalogId LOG = CatalogId.INSTALLATION;

    private final ListAuditEntries entries;
    private final ListAnswers answers;
    private final AuditProofs proofs;

    InstallationAuditResource(ListAuditEntries entries, ListAnswers answers, AuditProofs proofs) {
        this.entries = entries;
        this.answers = answers;
        this.proofs = proofs;
    }

    @GET
    @InInstallation(Audience.INSTALLATION_READER)
    @APIResponseSchema(value = AuditEntryView[].class, responseCode = "200")
    @Operation(
            operationId = "listInstallationAuditEntries",
            summary = "List audit entries of the installation",
            description = "What was done to no single catalog, newest first; found as in a catalog's log.")
    public Uni<RestResponse<Object>> list(@BeanParam ListParameters asked, @BeanParam AuditParameters terms) {
        return answers.page(entries, terms.of(entries, LOG, asked), asked);
    }

    @GET
    @Path("verification")
    @InInstallation(Audience.INSTALLATION_READER)
    @Operation(
            operationId = "verifyInstallationAuditLog",
            summary = "Verify the installation's audit log",
            description = "Names entries that were changed, moved or removed. It reads the whole log.")
    public Uni<AuditVerification> verification() {
        return proofs.verification(LOG);
    }

    @GET
    @Path("export")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @InInstallation(Audience.INSTALLATION_READER)
    @Operation(
            operationId = "exportInstallationAuditLog",
            summary = "Export the installation's audit log",
            description = "Lines of JSON; ./holdfast verify-audit verifies them offline.")
    public Multi<byte[]> export() {
        return proofs.export(LOG, "installation");
    }

    @GET
    @Path("entries/{sequence}/proof")
    @InInstallation(Audience.INSTALLATION_READER)
    @Operation(
            operationId = "proveInstallationAuditEntry",
            summary = "Prove that an entry is in the installation's audit log",
            description = "The path from the entry's hash to the root in the newest checkpoint.")
    public Uni<AuditProof> proof(@PathParam("sequence") String sequence) {
        return proofs.proof(LOG, sequence);
    }

    @GET
    @Path("consistency")
    @InInstallation(Audience.INSTALLATION_READER)
    @Operation(
            operationId = "proveInstallationAuditConsistency",
            summary = "Prove that the installation's audit log has only grown",
            description = "From an earlier checkpoint, by the number of entries that it covers, to the newest one.")
    public Uni<AuditConsistency> consistency(@QueryParam("from") @Nullable String from) {
        return proofs.consistency(LOG, from);
    }

    @GET
    @Path("key")
    @Produces(UTF8_TEXT)
    @InInstallation(Audience.INSTALLATION_READER)
    @Operation(
            operationId = "getInstallationAuditKey",
            summary = "Read the key that verifies the installation's audit log",
            description = "A verifier key as C2SP signed-note has it; its name is the log's origin.")
    public String key() {
        return proofs.key(LOG);
    }

    @GET
    @Path("checkpoint")
    @Produces(UTF8_TEXT)
    @InInstallation(Audience.INSTALLATION_READER)
    @Operation(
            operationId = "getInstallationAuditCheckpoint",
            summary = "Read the newest checkpoint of the installation's audit log",
            description = "A signed note (C2SP tlog-checkpoint) to be kept elsewhere.")
    public Uni<String> checkpoint() {
        return proofs.checkpoint(LOG);
    }

    @GET
    @Path("tile/{path: .+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @InInstallation(Audience.INSTALLATION_READER)
    @Operation(
            operationId = "getInstallationAuditTile",
            summary = "Read a tile of the installation's audit log",
            description = "Hashes (LEVEL/INDEX) or entries (entries/INDEX), as C2SP tlog-tiles has them.")
    public Uni<byte[]> tile(@PathParam("path") String path) {
        return proofs.tile(LOG, path);
    }
}
