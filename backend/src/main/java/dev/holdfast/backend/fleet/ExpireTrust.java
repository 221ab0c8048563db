package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Sequential;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.platform.uptime.Uptime;
import dev.holdfast.backend.tenancy.CatalogDirectory;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.id.DeviceId;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;

/**
 * Expires trust that was not renewed within a certificate's lifetime, marks silent devices of unknown trust as unreachable, and adds
 * pending changes to the fleet counters. Several backends may run this job at once.
 */
@ApplicationScoped
public class ExpireTrust {
    private static final String LIFETIME = "select certificate_hours($1) as hours";
    private static final String FOLD = "select compact_device_counts()";
    // $2 is now, $3 a certificate lifetime earlier. verifier-down: since the device's last attestation, Holdfast was
    // up for less than that lifetime.
    private static final String EXPIRE = """
            update device d set trust = 'UNKNOWN', trust_since = $2, reason_code = overdue.code, reason = case
                when overdue.code = 'verifier-down'
                    then 'Holdfast was down when the device should have attested.'
                else 'No attestation within the lifetime of its last certificate.' end
            from (select device_id, case when verifier_up_time(last_attestation, $2, %s) < $2::timestamptz - $3::timestamptz
                      then 'verifier-down' else 'attestation-overdue' end as code
                  from device
                  where catalog_id = $1 and trust in ('TRUSTED', 'OUTDATED') and last_attestation < $3
                  order by device_id limit 5000 for update skip locked) overdue
            where d.catalog_id = $1 and d.device_id = overdue.device_id
            returning d.device_id, d.reason_code""".formatted(Uptime.TOLERANCE);
    // Replaces verifier-down once Holdfast was up for a whole certificate lifetime since the device's last attestation.
    private static final String CONFIRM_OVERDUE = """
            update device set reason_code = 'attestation-overdue',
                reason = 'No attestation within the lifetime of its last certificate.'
            where catalog_id = $1 and reason_code = 'verifier-down' and trust = 'UNKNOWN' and not unreachable
              and last_attestation < $3
              and verifier_up_time(last_attestation, $2, %s) >= $2::timestamptz - $3::timestamptz
            """.formatted(Uptime.TOLERANCE);
    private static final String MARK_UNREACHABLE = """
            update device d set unreachable = true
            from (select device_id from device
                  where catalog_id = $1 and trust = 'UNKNOWN' and not unreachable and last_attestation < $3
                    and last_seen < $3 and verifier_up_time(last_seen, $2, %s) > $2::timestamptz - $3::timestamptz
                  order by device_id limit 5000 for update skip locked) lost
            where d.catalog_id = $1 and d.device_id = lost.device_id
            returning d.device_id""".formatted(Uptime.TOLERANCE);

    private final CatalogDirectory catalogs;
    private final Transactions transactions;

    ExpireTrust(CatalogDirectory catalogs, Transactions transactions) {
        this.catalogs = catalogs;
        this.transactions = transactions;
    }

    @Scheduled(every = "10s", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return catalogs.all().chain(all -> Sequential.each(all, catalog -> run(catalog.id())));
    }

    private Uni<Void> run(CatalogId catalog) {
        return transactions
                .longRunning(
                        catalog,
                        tx -> tx.one(LIFETIME, row -> Duration.ofHours(row.getInteger("hours")), catalog)
                                .call(lifetime -> expire(tx, lifetime))
                                .chain(lifetime -> confirmOverdue(tx, lifetime))
                                .chain(() -> markUnreachable(tx)))
                .chain(() -> transactions.longRunning(catalog, tx -> tx.run(FOLD)))
                .replaceWithVoid();
    }

    /** Expires the trust of overdue devices, at most 5,000 in a run. */
    private Uni<Void> expire(Tx tx, Duration lifetime) {
        return tx.list(
                        EXPIRE,
                        ExpireTrust::expiryEvent,
                        tx.catalog(),
                        tx.now(),
                        tx.now().minus(lifetime))
                .chain(events -> tx.emit(events));
    }

    private static Event expiryEvent(Row row) {
        DeviceId device = Columns.device(row, "device_id");
        return Event.of(
                        "DeviceTrustChanged",
                        device.text(),
                        Map.of("to", "UNKNOWN", "code", row.getString("reason_code")))
                .invalidating(Change.of(device));
    }

    private Uni<Integer> confirmOverdue(Tx tx, Duration lifetime) {
        return tx.update(CONFIRM_OVERDUE, tx.catalog(), tx.now(), tx.now().minus(lifetime));
    }

    /** Marks devices of unknown trust as unreachable if they were silent while Holdfast was up for a day; at most 5,000 in a run. */
    private Uni<Void> markUnreachable(Tx tx) {
        return tx.list(
                        MARK_UNREACHABLE,
                        row -> Columns.device(row, "device_id").text(),
                        tx.catalog(),
                        tx.now(),
                        Silence.since(tx))
                .map(lost -> lost.stream()
                        .map(device -> Event.of("DeviceUnreachable", device, Map.of()))
                        .toList())
                .chain(events -> tx.emit(events));
    }
}
