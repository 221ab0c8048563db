package dev.holdfast.backend.audit;

import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.audit.AuditRow;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Sequential;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.tlog.Checkpoint;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Seals new entries: hashes them, appends them to the catalog's Merkle log and signs a checkpoint. Runs outside of the transactions that
 * wrote the entries, in every backend; if two backends seal the same entries, the second write is dropped. Each checkpoint also goes to
 * the process log, so that a log archive can prove it.
 *
 * <p>If a log differs from what was signed, sealing stops and the process log reports an error.
 */
@ApplicationScoped
public class SealAuditLogs {
    private static final Logger LOG = Logger.getLogger(SealAuditLogs.class);
    private static final int ENTRIES_AT_ONCE = 2048;

    private final Transactions transactions;
    private final AuditLog audit;
    private final SealedLogs logs;
    private final LogKeys keys;
    private final Clock clock;
    /** Newest checkpoint that this process signed, by catalog. */
    private final Map<CatalogId, Checkpoint> signed = new ConcurrentHashMap<>();
    /** Message of the last failure, by catalog. The same message is not logged again. */
    private final Map<CatalogId, String> refused = new ConcurrentHashMap<>();

    SealAuditLogs(Transactions transactions, AuditLog audit, SealedLogs logs, LogKeys keys, Clock clock) {
        this.transactions = transactions;
        this.audit = audit;
        this.logs = logs;
        this.keys = keys;
        this.clock = clock;
    }

    /** The sealed part of a log, the next entries, and the number of the log's last entry. */
    private record Unsealed(SealedTree tree, List<AuditRow> entries, long last) {}

    /** Seals new entries of all catalogs. */
    @Scheduled(every = "1s", delayed = "2s", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> run() {
        return transactions.inInstallation(logs::unsealed).chain(all -> Sequential.each(all, this::seal));
    }

    private Uni<Boolean> seal(CatalogId catalog) {
        return Uni.createFrom()
                .deferred(() -> step(catalog))
                .repeat()
                .whilst(more -> more)
                .collect()
                .last()
                .onFailure()
                .recoverWithItem(failure -> refuse(catalog, failure));
    }

    /** Seals one batch; returns whether there may be more entries. */
    private Uni<Boolean> step(CatalogId catalog) {
        // Taken before the database is read, so that the stored tree is at least as new as this checkpoint.
        Checkpoint known = signed.get(catalog);
        return transactions
                .inCatalog(catalog, tx -> unsealed(tx))
                .chain(found ->
                        found.entries().isEmpty() ? requireComplete(catalog, found) : append(catalog, known, found));
    }

    private Uni<Unsealed> unsealed(Tx tx) {
        return logs.tree(tx).chain(tree -> unsealed(tx, tree));
    }

    private Uni<Unsealed> unsealed(Tx tx, SealedTree tree) {
        return audit.run(tx, tx.catalog(), tree.size(), Long.MAX_VALUE, ENTRIES_AT_ONCE)
                .chain(entries -> logs.last(tx).map(last -> new Unsealed(tree, entries, last)));
    }

    private Uni<Boolean> append(CatalogId catalog, @Nullable Checkpoint known, Unsealed found) {
        return Workers.run(() ->
                        LogAppend.of(found.tree(), known, found.entries(), keys.of(catalog), keys, clock.instant()))
                .chain(append -> transactions
                        .inCatalog(catalog, tx -> write(tx, found.tree(), append))
                        .invoke(written -> report(catalog, append, written)))
                .replaceWith(found.entries().size() == ENTRIES_AT_ONCE);
    }

    private Uni<Boolean> write(Tx tx, SealedTree before, LogAppend append) {
        return logs.advance(tx, before, append.after(), append.completeTiles())
                .call(written -> written && !append.after().keptAt().equals(before.keptAt())
                        ? tx.emit(Event.of(
                                "AuditCheckpointSigned",
                                append.checkpoint().origin(),
                                Map.of("checkpoint", append.after().checkpoint())))
                        : Uni.createFrom().voidItem());
    }

    private void report(CatalogId catalog, LogAppend append, boolean written) {
        if (written) {
            signed.put(catalog, append.checkpoint());
            refused.remove(catalog);
            LOG.infof(
                    "audit checkpoint %s",
                    append.after().checkpoint().strip().replace("\n\n", "\n").replace('\n', '|'));
        }
    }

    /** Checks a log without new entries: another backend sealed them, or entries that the log covers were removed. */
    private Uni<Boolean> requireComplete(CatalogId catalog, Unsealed found) {
        if (found.last() < found.tree().size()) {
            refuse(
                    catalog,
                    new LogAppend.RefusedException("sealed entries " + (found.last() + 1) + " to "
                            + found.tree().size() + " were deleted"));
        }
        return Uni.createFrom().item(false);
    }

    private boolean refuse(CatalogId catalog, Throwable failure) {
        if (!String.valueOf(failure.getMessage()).equals(refused.put(catalog, String.valueOf(failure.getMessage())))) {
            if (failure instanceof LogAppend.RefusedException) {
                LOG.errorf("the audit log of catalog %s is no longer sealed: %s", catalog, failure.getMessage());
            } else {
                LOG.errorf(failure, "the audit log of catalog %s could not be sealed, trying again", catalog);
            }
        }
        return false;
    }
}
