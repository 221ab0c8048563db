package dev.holdfast.backend.audit;

import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.audit.AuditRow;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.InTurn;
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
 * Seals new entries, outside of the transactions that wrote them: hashes them, lets the catalog's log grow, signs a checkpoint.
 * Any backend does it; when two do, both sign the same, and the second one's is dropped. Each checkpoint also goes into
 * this process' log, for whoever keeps that elsewhere.
 *
 * <p>A log that is not what was signed grows no further: that is an error in the process' log until somebody looks.
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
    private final Map<CatalogId, Checkpoint> signed = new ConcurrentHashMap<>();
    private final Map<CatalogId, String> refused = new ConcurrentHashMap<>();

    SealAuditLogs(Transactions transactions, AuditLog audit, SealedLogs logs, LogKeys keys, Clock clock) {
        this.transactions = transactions;
        this.audit = audit;
        this.logs = logs;
        this.keys = keys;
        this.clock = clock;
    }

    private record Unsealed(SealedTree tree, List<AuditRow> entries, long last) {}

    /** Seals what is not yet, in every catalog. */
    @Scheduled(every = "1s", delayed = "2s", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> run() {
        return transactions.inInstallation(logs::behind).chain(all -> InTurn.each(all, this::whole));
    }

    private Uni<Boolean> whole(CatalogId catalog) {
        return Uni.createFrom()
                .deferred(() -> step(catalog))
                .repeat()
                .whilst(more -> more)
                .collect()
                .last()
                .onFailure()
                .recoverWithItem(failure -> refuse(catalog, failure));
    }

    /** Seals some; the item says whether there may be more. */
    private Uni<Boolean> step(CatalogId catalog) {
        // Read first: what the database has is then as new at least.
        Checkpoint known = signed.get(catalog);
        return transactions
                .inCatalog(catalog, tx -> unsealed(tx))
                .chain(found -> found.entries().isEmpty() ? nothing(catalog, found) : grow(catalog, known, found));
    }

    private Uni<Unsealed> unsealed(Tx tx) {
        return logs.tree(tx).chain(tree -> unsealed(tx, tree));
    }

    private Uni<Unsealed> unsealed(Tx tx, SealedTree tree) {
        return audit.run(tx, tx.catalog(), tree.size(), Long.MAX_VALUE, ENTRIES_AT_ONCE)
                .chain(entries -> logs.last(tx).map(last -> new Unsealed(tree, entries, last)));
    }

    private Uni<Boolean> grow(CatalogId catalog, @Nullable Checkpoint known, Unsealed found) {
        return Workers.run(
                        () -> Growth.of(found.tree(), known, found.entries(), keys.of(catalog), keys, clock.instant()))
                .chain(growth -> transactions
                        .inCatalog(catalog, tx -> write(tx, found.tree(), growth))
                        .invoke(written -> tell(catalog, growth, written)))
                .replaceWith(found.entries().size() == ENTRIES_AT_ONCE);
    }

    private Uni<Boolean> write(Tx tx, SealedTree before, Growth growth) {
        return logs.advance(tx, before, growth.after(), growth.whole())
                .call(written -> written && !growth.after().keptAt().equals(before.keptAt())
                        ? tx.emit(Event.of(
                                "AuditCheckpointSigned",
                                growth.checkpoint().origin(),
                                Map.of("checkpoint", growth.after().checkpoint())))
                        : Uni.createFrom().voidItem());
    }

    private void tell(CatalogId catalog, Growth growth, boolean written) {
        if (written) {
            signed.put(catalog, growth.checkpoint());
            refused.remove(catalog);
            LOG.infof(
                    "audit checkpoint %s",
                    growth.after().checkpoint().strip().replace("\n\n", "\n").replace('\n', '|'));
        }
    }

    /** Somebody else sealed them meanwhile; or the log covers entries that are not there any more. */
    private Uni<Boolean> nothing(CatalogId catalog, Unsealed found) {
        if (found.last() < found.tree().size()) {
            refuse(
                    catalog,
                    new Growth.RefusedException(
                            "it covers " + found.tree().size() + " entries, and the newest is " + found.last()));
        }
        return Uni.createFrom().item(false);
    }

    private boolean refuse(CatalogId catalog, Throwable failure) {
        if (!String.valueOf(failure.getMessage()).equals(refused.put(catalog, String.valueOf(failure.getMessage())))) {
            if (failure instanceof Growth.RefusedException) {
                LOG.errorf("the audit log of catalog %s is not sealed any further: %s", catalog, failure.getMessage());
            } else {
                LOG.errorf(failure, "the audit log of catalog %s could not be sealed; it is tried again", catalog);
            }
        }
        return false;
    }
}
