package dev.holdfast.backend.audit;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.contract.operator.audit.AuditConsistency;
import dev.holdfast.contract.operator.audit.AuditProof;
import dev.holdfast.contract.operator.audit.AuditVerification;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestMulti;
import org.jspecify.annotations.Nullable;

/** A log as proof, of a catalog or of the installation, for requests as they came. */
@ApplicationScoped
class AuditProofs {
    private final VerifyAuditLog verifyAuditLog;
    private final ExportAuditLog exportAuditLog;
    private final ProveAuditEntry proveAuditEntry;
    private final ProveConsistency proveConsistency;
    private final ServeLog serveLog;

    AuditProofs(
            VerifyAuditLog verifyAuditLog,
            ExportAuditLog exportAuditLog,
            ProveAuditEntry proveAuditEntry,
            ProveConsistency proveConsistency,
            ServeLog serveLog) {
        this.verifyAuditLog = verifyAuditLog;
        this.exportAuditLog = exportAuditLog;
        this.proveAuditEntry = proveAuditEntry;
        this.proveConsistency = proveConsistency;
        this.serveLog = serveLog;
    }

    Uni<AuditVerification> verification(CatalogId log) {
        return verifyAuditLog.verify(log);
    }

    /** Returns the whole log as a file that is named for its {@code owner}. */
    Multi<byte[]> export(CatalogId log, String owner) {
        return RestMulti.fromMultiData(exportAuditLog.export(log))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + owner + "-audit.ndjson\"")
                .build();
    }

    Uni<AuditProof> proof(CatalogId log, String sequence) {
        return proveAuditEntry.prove(log, Parameters.numbered("Audit entry", sequence));
    }

    Uni<AuditConsistency> consistency(CatalogId log, @Nullable String from) {
        return proveConsistency.prove(log, Parameters.from(from));
    }

    String key(CatalogId log) {
        return serveLog.key(log);
    }

    Uni<String> checkpoint(CatalogId log) {
        return serveLog.checkpoint(log);
    }

    Uni<byte[]> tile(CatalogId log, String path) {
        return serveLog.tile(log, path);
    }
}
