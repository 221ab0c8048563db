package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.outbox.Outbox;
import dev.holdfast.backend.tenancy.CatalogDirectory;
import dev.holdfast.backend.tenancy.CatalogRef;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.id.DeviceId;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What time alone changes: trust that was not renewed within the life of a certificate ends, and the counters' changes
 * are summed up. Several backends may do it at once.
 */
@ApplicationScoped
public class TendFleet {
    private static final Duration CERTIFICATE_LIFE = Duration.ofHours(24);
    private static final String OVERDUE = "attestation-overdue";
    private static final String FOLD = "select fold_device_counts()";
    private static final String EXPIRE = """
            update device d set trust = 'UNKNOWN', trust_since = $2, reason_code = $4,
                reason = 'It has not attested within the life of its last certificate.'
            from (select device_id from device
                  where catalog_id = $1 and trust in ('TRUSTED', 'OUTDATED') and last_attestation < $3
                  order by device_id limit 5000 for update skip locked) overdue
            where d.catalog_id = $1 and d.device_id = overdue.device_id
            returning d.device_id""";

    private final CatalogDirectory catalogs;
    private final Transactions transactions;
    private final Outbox outbox;
    private final Clock clock;

    TendFleet(CatalogDirectory catalogs, Transactions transactions, Outbox outbox, Clock clock) {
        this.catalogs = catalogs;
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Tends every catalog, one after the other. */
    @Scheduled(every = "10s", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tend() {
        return catalogs.all()
                .onItem()
                .transformToMulti(all -> Multi.createFrom().iterable(all))
                .map(CatalogRef::id)
                .onItem()
                .transformToUniAndConcatenate(this::tend)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> tend(CatalogId catalog) {
        return transactions
                .sqlInCatalog(catalog, sql -> expire(sql, catalog))
                .chain(() -> transactions.sqlInCatalog(catalog, sql -> sql.run(FOLD)))
                .replaceWithVoid();
    }

    /** Ends the trust in devices that are overdue. */
    private Uni<Void> expire(Sql sql, CatalogId catalog) {
        return sql.list(
                        EXPIRE,
                        row -> Columns.device(row, "device_id"),
                        catalog,
                        clock.instant(),
                        clock.instant().minus(CERTIFICATE_LIFE),
                        OVERDUE)
                .chain(overdue -> outbox.append(sql, catalog, events(overdue)));
    }

    private static List<Event> events(List<DeviceId> overdue) {
        return overdue.stream()
                .map(device -> Event.of("DeviceTrustChanged", device.text(), Map.of("to", "UNKNOWN", "code", OVERDUE))
                        .making(Change.Kind.DEVICE, device.text()))
                .toList();
    }
}
