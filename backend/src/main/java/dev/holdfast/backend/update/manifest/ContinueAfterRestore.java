package dev.holdfast.backend.update.manifest;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.OwnContext;
import dev.holdfast.backend.platform.tx.Sequential;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.CatalogDirectory;
import dev.holdfast.backend.tenancy.CatalogRef;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Continues after the database was restored from a backup. Devices may have manifest sets that were signed after the backup, and refuse
 * lower versions. So each catalog's version becomes at least the time in seconds since 1970, which is higher than any version that a
 * catalog reaches by counting (ADR 0042). {@link RenewManifests} then signs all sets again.
 */
@ApplicationScoped
public class ContinueAfterRestore {
    private static final Logger LOG = Logger.getLogger(ContinueAfterRestore.class);
    private static final int BEFORE_LISTENERS = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String PENDING =
            "select restored_at, backup_at from database_restore where applied_at is null order by restored_at";
    private static final String APPLIED = "update database_restore set applied_at = $2 where restored_at = $1";
    private static final String RAISE_VERSION = """
            update catalog set manifest_version = greatest(manifest_version, extract(epoch from $2::timestamptz)::bigint)
            where catalog_id = $1""";
    private static final String RENEW_SETS = """
            update device_group set renewal_due = true where catalog_id = $1 and target_manifest > 0""";
    /** Without a stored set, a renewal takes a new version. */
    private static final String DELETE_SETS = "delete from manifest_set where catalog_id = $1";

    private final Transactions transactions;
    private final CatalogDirectory catalogs;
    private final OwnContext context;

    ContinueAfterRestore(Transactions transactions, CatalogDirectory catalogs, OwnContext context) {
        this.transactions = transactions;
        this.catalogs = catalogs;
        this.context = context;
    }

    private record Restore(Instant restoredAt, Instant backupAt) {}

    /** Runs before devices can connect. */
    void start(@Observes @Priority(BEFORE_LISTENERS) StartupEvent event) {
        context.run(this::run).await().atMost(PATIENCE);
    }

    /** Continues after each restore that is not applied yet. Can be repeated after a crash. */
    Uni<Void> run() {
        return pending().chain(restores -> Sequential.each(restores, this::apply));
    }

    private Uni<List<Restore>> pending() {
        return transactions.inInstallation(tx -> tx.list(
                PENDING, row -> new Restore(Columns.instant(row, "restored_at"), Columns.instant(row, "backup_at"))));
    }

    private Uni<Void> apply(Restore restore) {
        return catalogs.all()
                .chain(all -> Sequential.each(
                        all, catalog -> transactions.bulk(catalog.id(), tx -> renewSets(tx, catalog, restore))))
                .chain(() -> transactions.inInstallation(tx -> tx.update(APPLIED, restore.restoredAt(), tx.now())
                        .chain(() -> tx.audit(entry("the installation", restore)))))
                .invoke(() -> LOG.infof("event=restored backup-of=%s", restore.backupAt()));
    }

    private static Uni<Void> renewSets(Tx tx, CatalogRef catalog, Restore restore) {
        CatalogId id = tx.catalog();
        return tx.update(RAISE_VERSION, id, tx.now())
                .chain(() -> tx.update(RENEW_SETS, id))
                .chain(() -> tx.update(DELETE_SETS, id))
                .chain(() -> tx.audit(entry(catalog.name(), restore)));
    }

    private static AuditEntry entry(String subject, Restore restore) {
        return AuditEntry.by(
                AuditLog.SYSTEM,
                "RestoreBackup",
                subject,
                "Restored the backup of " + restore.backupAt() + ". Later changes and audit entries are lost.");
    }
}
