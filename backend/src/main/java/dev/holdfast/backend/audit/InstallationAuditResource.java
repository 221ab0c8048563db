package dev.holdfast.backend.audit;

import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.tenancy.InInstallation;
import dev.holdfast.backend.tenancy.InInstallation.Audience;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.audit.AuditConsistency;
import dev.holdfast.contract.operator.audit.AuditEntryView;
import dev.holdfast.contract.operator.audit.AuditFields;
import dev.holdfast.contract.operator.audit.AuditProof;
import dev.holdfast.contract.operator.audit.AuditVerification;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jspecify.annotations.Nullable;

/** The audit log of the installation itself: its roles, makers, gateways, OS releases, roots and catalogs. As each catalog's. */
@Path(OperatorApi.BASE + "audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit")
public class InstallationAuditResource {
    private static final String UTF8_TEXT = "text/plain;charset=UTF-8";
    private static final CatalogId LOG = CatalogId.INSTALLATION;

    private final ListAuditEntries listAuditEntries;
    private final VerifyAuditLog verifyAuditLog;
    private final ExportAuditLog exportAuditLog;
    private final ProveAuditEntry proveAuditEntry;
    private final ProveConsistency proveConsistency;
    private final ServeLog serveLog;

    InstallationAuditResource(
            ListAuditEntries listAuditEntries,
            VerifyAuditLog verifyAuditLog,
            ExportAuditLog exportAuditLog,
            ProveAuditEntry proveAuditEntry,
            ProveConsistency proveConsistency,
            ServeLog serveLog) {
        this.listAuditEntries = listAuditEntries;
        this.verifyAuditLog = verifyAuditLog;
        this.exportAuditLog = exportAuditLog;
        this.proveAuditEntry = proveAuditEntry;
        this.proveConsistency = proveConsistency;
        this.serveLog = serveLog;
    }

    @GET
    @InInstallation(Audience.INSTALLATION_READER)
    @Operation(
            operationId = "listInstallationAuditEntries",
            summary = "List audit entries of the installation",
            description = "What was done to no single catalog, newest first; found as in a catalog's log.")
    public Uni<List<AuditEntryView>> list(
            @QueryParam("filter") @Nullable String filter,
            @QueryParam("text") @Nullable String text,
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("action") @Nullable String action,
            @QueryParam("since") @Nullable String since,
            @QueryParam("until") @Nullable String until,
            @QueryParam("people") @Nullable String people,
            @QueryParam("before") @Nullable String before,
            @QueryParam("limit") @Nullable String limit) {
        return listAuditEntries.find(
                LOG,
                new AuditLog.Filter(
                        Parameters.before(before),
                        Parameters.text(actor),
                        Parameters.text(text),
                        Parameters.text(action),
                        Parameters.instant("since", since),
                        Parameters.instant("until", until),
                        Parameters.flag("people", people),
                        Parameters.filter(filter, AuditFields.VOCABULARY),
                        Parameters.limit(limit)));
    }

    @GET
    @Path("verification")
    @InInstallation(Audience.INSTALLATION_READER)
    @Operation(
            operationId = "verifyInstallationAuditLog",
            summary = "Verify the installation's audit log",
            description = "Names entries that were changed, moved or removed. It reads the whole log.")
    public Uni<AuditVerification> verification() {
        return verifyAuditLog.verify(LOG);
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
        return RestMulti.fromMultiData(exportAuditLog.export(LOG))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"installation-audit.ndjson\"")
                .build();
    }

    @GET
    @Path("entries/{sequence}/proof")
    @InInstallation(Audience.INSTALLATION_READER)
    @Operation(
            operationId = "proveInstallationAuditEntry",
            summary = "Prove that an entry is in the installation's audit log",
            description = "The path from the entry's hash to the root in the newest checkpoint.")
    public Uni<AuditProof> proof(@PathParam("sequence") String sequence) {
        return proveAuditEntry.prove(LOG, Parameters.numbered("Audit entry", sequence));
    }

    @GET
    @Path("consistency")
    @InInstallation(Audience.INSTALLATION_READER)
    @Operation(
            operationId = "proveInstallationAuditConsistency",
            summary = "Prove that the installation's audit log has only grown",
            description = "From an earlier checkpoint, by the number of entries that it covers, to the newest one.")
    public Uni<AuditConsistency> consistency(@QueryParam("from") @Nullable String from) {
        return proveConsistency.prove(LOG, Parameters.from(from));
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
        return serveLog.key(LOG);
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
        return serveLog.checkpoint(LOG);
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
        return serveLog.tile(LOG, path);
    }
}
