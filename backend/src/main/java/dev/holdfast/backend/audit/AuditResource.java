package dev.holdfast.backend.audit;

import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.ListResponses;
import dev.holdfast.backend.platform.openapi.ProblemResponses;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.InCatalog;
import dev.holdfast.backend.tenancy.InInstallation;
import dev.holdfast.backend.tenancy.InInstallation.Audience;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.audit.AuditConsistency;
import dev.holdfast.contract.operator.audit.AuditEntryView;
import dev.holdfast.contract.operator.audit.AuditProof;
import dev.holdfast.contract.operator.audit.AuditVerification;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * The audit log of a catalog, and that of the installation, which covers roles, manufacturers, gateways, OS releases, roots and catalogs.
 * Paths below {@code audit} follow C2SP tlog-tiles.
 */
@Path(OperatorApi.BASE + "catalogs/{catalog}/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit")
public class AuditResource {
    private static final String VERIFICATION = "verification";
    private static final String EXPORT = "export";
    private static final String PROOF = "entries/{sequence}/proof";
    private static final String CONSISTENCY = "consistency";
    private static final String KEY = "key";
    private static final String CHECKPOINT = "checkpoint";
    private static final String TILE = "tile/{path: .+}";
    private static final String UTF8_TEXT = "text/plain;charset=UTF-8";

    private final Access access;
    private final ListAuditEntries entries;
    private final ListResponses responses;
    private final VerifyAuditLog verifyAuditLog;
    private final ExportAuditLog exportAuditLog;
    private final ServeLog serveLog;

    AuditResource(
            Access access,
            ListAuditEntries entries,
            ListResponses responses,
            VerifyAuditLog verifyAuditLog,
            ExportAuditLog exportAuditLog,
            ServeLog serveLog) {
        this.access = access;
        this.entries = entries;
        this.responses = responses;
        this.verifyAuditLog = verifyAuditLog;
        this.exportAuditLog = exportAuditLog;
        this.serveLog = serveLog;
    }

    @GET
    @InCatalog(Permission.READ)
    @APIResponseSchema(value = AuditEntryView[].class, responseCode = "200")
    @Operation(
            operationId = "listAuditEntries",
            summary = "List audit entries",
            description =
                    "Newest first (-sequence). Sequence numbers have no gaps: a missing number means that an entry was removed.")
    public Uni<RestResponse<Object>> list(@BeanParam ListParameters parameters) {
        return responses.page(
                entries,
                entries.pages(access.catalogOrInstallation(), parameters.filter(), parameters.sort()),
                parameters);
    }

    @GET
    @Path(VERIFICATION)
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "verifyAuditLog",
            summary = "Verify the audit log",
            description =
                    "Compares every entry with the stored checkpoints and reports entries that were changed, moved or removed."
                            + " Reads the whole log.")
    public Uni<AuditVerification> verification() {
        return verifyAuditLog.verify(access.catalogOrInstallation());
    }

    @GET
    @Path(EXPORT)
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "exportAuditLog",
            summary = "Export the audit log",
            description =
                    "NDJSON: checkpoints, then every entry exactly as it was hashed, with the stored hashes. Verify it offline"
                            + " with ./holdfast verify-audit.")
    public Multi<byte[]> export(@PathParam("catalog") String catalog) {
        return RestMulti.fromMultiData(exportAuditLog.export(access.catalogOrInstallation()))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + catalog + "-audit.ndjson\"")
                .build();
    }

    @GET
    @Path(PROOF)
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "proveAuditEntry",
            summary = "Prove that an entry is in the audit log",
            description = "The hash path from the entry to the root in the newest checkpoint.")
    public Uni<AuditProof> proof(@PathParam("sequence") String sequence) {
        return serveLog.prove(access.catalogOrInstallation(), Parameters.numbered("Audit entry", sequence));
    }

    @GET
    @Path(CONSISTENCY)
    @InCatalog(Permission.READ)
    @ProblemResponses(ProblemType.CONFLICT)
    @Operation(
            operationId = "proveAuditConsistency",
            summary = "Prove that the audit log has only grown",
            description =
                    "From an earlier checkpoint to the newest one. from is the number of entries that the earlier one covers.")
    public Uni<AuditConsistency> consistency(@QueryParam("from") @Nullable String from) {
        return serveLog.proveConsistency(access.catalogOrInstallation(), Parameters.from(from));
    }

    @GET
    @Path(KEY)
    @Produces(UTF8_TEXT)
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getAuditKey",
            summary = "Get the key that verifies the audit log",
            description = "A verifier key (C2SP signed-note). Its name is the origin of the log.")
    public String key() {
        return serveLog.key(access.catalogOrInstallation());
    }

    @GET
    @Path(CHECKPOINT)
    @Produces(UTF8_TEXT)
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getAuditCheckpoint",
            summary = "Get the newest checkpoint",
            description =
                    "A signed note (C2SP tlog-checkpoint). Store it outside of Holdfast: it proves any later change of the entries"
                            + " that it covers.")
    public Uni<String> checkpoint() {
        return serveLog.checkpoint(access.catalogOrInstallation());
    }

    @GET
    @Path(TILE)
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @InCatalog(Permission.READ)
    @Operation(
            operationId = "getAuditTile",
            summary = "Get a tile",
            description = "Hashes (LEVEL/INDEX) or entries (entries/INDEX) as in C2SP tlog-tiles.")
    public Uni<byte[]> tile(@PathParam("path") String path) {
        return serveLog.tile(access.catalogOrInstallation(), path);
    }

    @Path(OperatorApi.BASE + "audit")
    @Produces(MediaType.APPLICATION_JSON)
    @Tag(name = "Audit")
    public static class OfInstallation {
        private final AuditResource logs;

        OfInstallation(AuditResource logs) {
            this.logs = logs;
        }

        @GET
        @InInstallation(Audience.INSTALLATION_READER)
        @APIResponseSchema(value = AuditEntryView[].class, responseCode = "200")
        @Operation(
                operationId = "listInstallationAuditEntries",
                summary = "List audit entries of the installation",
                description =
                        "Actions that belong to no single catalog, newest first. Filters work as in a catalog's log.")
        public Uni<RestResponse<Object>> list(@BeanParam ListParameters parameters) {
            return logs.list(parameters);
        }

        @GET
        @Path(VERIFICATION)
        @InInstallation(Audience.INSTALLATION_READER)
        @Operation(
                operationId = "verifyInstallationAuditLog",
                summary = "Verify the installation's audit log",
                description = "Reports entries that were changed, moved or removed. Reads the whole log.")
        public Uni<AuditVerification> verification() {
            return logs.verification();
        }

        @GET
        @Path(EXPORT)
        @Produces(MediaType.APPLICATION_OCTET_STREAM)
        @InInstallation(Audience.INSTALLATION_READER)
        @Operation(
                operationId = "exportInstallationAuditLog",
                summary = "Export the installation's audit log",
                description = "NDJSON. Verify it offline with ./holdfast verify-audit.")
        public Multi<byte[]> export() {
            return logs.export("installation");
        }

        @GET
        @Path(PROOF)
        @InInstallation(Audience.INSTALLATION_READER)
        @Operation(
                operationId = "proveInstallationAuditEntry",
                summary = "Prove that an entry is in the installation's audit log",
                description = "The hash path from the entry to the root in the newest checkpoint.")
        public Uni<AuditProof> proof(@PathParam("sequence") String sequence) {
            return logs.proof(sequence);
        }

        @GET
        @Path(CONSISTENCY)
        @InInstallation(Audience.INSTALLATION_READER)
        @ProblemResponses(ProblemType.CONFLICT)
        @Operation(
                operationId = "proveInstallationAuditConsistency",
                summary = "Prove that the installation's audit log has only grown",
                description =
                        "From an earlier checkpoint to the newest one. from is the number of entries that the earlier one covers.")
        public Uni<AuditConsistency> consistency(@QueryParam("from") @Nullable String from) {
            return logs.consistency(from);
        }

        @GET
        @Path(KEY)
        @Produces(UTF8_TEXT)
        @InInstallation(Audience.INSTALLATION_READER)
        @Operation(
                operationId = "getInstallationAuditKey",
                summary = "Get the key that verifies the installation's audit log",
                description = "A verifier key (C2SP signed-note). Its name is the origin of the log.")
        public String key() {
            return logs.key();
        }

        @GET
        @Path(CHECKPOINT)
        @Produces(UTF8_TEXT)
        @InInstallation(Audience.INSTALLATION_READER)
        @ProblemResponses(ProblemType.NOT_FOUND)
        @Operation(
                operationId = "getInstallationAuditCheckpoint",
                summary = "Get the newest checkpoint of the installation's audit log",
                description = "A signed note (C2SP tlog-checkpoint). Store it outside of Holdfast.")
        public Uni<String> checkpoint() {
            return logs.checkpoint();
        }

        @GET
        @Path(TILE)
        @Produces(MediaType.APPLICATION_OCTET_STREAM)
        @InInstallation(Audience.INSTALLATION_READER)
        @Operation(
                operationId = "getInstallationAuditTile",
                summary = "Get a tile of the installation's audit log",
                description = "Hashes (LEVEL/INDEX) or entries (entries/INDEX) as in C2SP tlog-tiles.")
        public Uni<byte[]> tile(@PathParam("path") String path) {
            return logs.tile(path);
        }
    }
}
