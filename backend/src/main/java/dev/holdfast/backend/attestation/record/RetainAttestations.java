package dev.holdfast.backend.attestation.record;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Sequential;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.CatalogDirectory;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.attestation.AttestationRetention;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;

/**
 * Deletes attestations after the catalog's retention period, in small batches so that attesting devices do not wait. Keeps the newest
 * attestation of each device. The audit log records how many were deleted.
 */
@ApplicationScoped
public class RetainAttestations {
    private static final int BATCH = 1_000;
    private static final int BATCHES = 100;
    private static final String READ = "select days from attestation_retention where catalog_id = $1";
    private static final String CHANGE = """
            insert into attestation_retention (catalog_id, days, changed_at, changed_by) values ($1, $2, $3, $4)
            on conflict (catalog_id) do update set
                days = excluded.days, changed_at = excluded.changed_at, changed_by = excluded.changed_by""";
    private static final String PRUNE = "select prune_attestations($1, $2) as gone";

    private final Commands commands;
    private final CatalogDirectory catalogs;
    private final Transactions transactions;

    RetainAttestations(Commands commands, CatalogDirectory catalogs, Transactions transactions) {
        this.commands = commands;
        this.catalogs = catalogs;
        this.transactions = transactions;
    }

    public Uni<AttestationRetention> of(CatalogId catalog) {
        return transactions.inCatalog(catalog, tx -> of(tx));
    }

    private static Uni<AttestationRetention> of(Tx tx) {
        return tx.find(READ, row -> new AttestationRetention(row.getInteger("days")), tx.catalog())
                .map(found -> found.orElse(new AttestationRetention(AttestationRetention.DEFAULT_DAYS)));
    }

    static String tag(AttestationRetention retention) {
        return EntityTag.of(retention.days());
    }

    /** Changes the retention; takes effect within an hour. {@code expected} is the {@code If-Match} of the request. */
    public Uni<AttestationRetention> change(AttestationRetention request, IfMatch expected) {
        return commands.run(tx -> tx.alone("attestation retention " + tx.catalog())
                .chain(() -> of(tx))
                .invoke(before -> expected.require(tag(before)))
                .call(before -> tx.update(
                                CHANGE,
                                tx.catalog(),
                                request.days(),
                                tx.now(),
                                tx.actor().name())
                        .chain(() -> tx.audit(
                                tx.entry(
                                                "RetainAttestations",
                                                tx.catalog().toString(),
                                                "Changed attestation retention to " + request.days() + " days from "
                                                        + before.days() + ".")
                                        .changing("days", before.days(), request.days()),
                                Event.of(
                                        "AttestationRetentionChanged",
                                        tx.catalog().toString(),
                                        Map.of("days", request.days())))))
                .replaceWith(request));
    }

    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> prune() {
        return catalogs.allWithDeleted().chain(all -> Sequential.each(all, this::prune));
    }

    /** Deletes up to 100,000 expired attestations of a catalog and returns how many; the next run continues. */
    Uni<Long> prune(CatalogId catalog) {
        return of(catalog)
                .chain(retention -> Multi.createBy()
                        .repeating()
                        .uni(() -> batch(catalog, retention))
                        .whilst(gone -> gone == BATCH)
                        .select()
                        .first(BATCHES)
                        .collect()
                        .in(() -> new long[1], (sum, gone) -> sum[0] += gone)
                        .map(sum -> sum[0])
                        .call(gone -> gone == 0 ? Uni.createFrom().voidItem() : audit(catalog, retention, gone)));
    }

    private Uni<Long> batch(CatalogId catalog, AttestationRetention retention) {
        return transactions.longRunning(
                catalog,
                tx -> tx.one(
                        PRUNE, row -> row.getLong("gone"), tx.now().minus(Duration.ofDays(retention.days())), BATCH));
    }

    private Uni<Void> audit(CatalogId catalog, AttestationRetention retention, long gone) {
        return transactions.inCatalog(
                catalog,
                tx -> tx.audit(AuditEntry.by(
                        AuditLog.SYSTEM,
                        "PruneAttestations",
                        String.valueOf(catalog.value()),
                        "Deleted " + gone + " attestations older than " + retention.days() + " days.")));
    }
}
