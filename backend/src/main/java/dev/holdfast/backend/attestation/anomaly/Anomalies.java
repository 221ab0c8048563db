package dev.holdfast.backend.attestation.anomaly;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.JsonRows;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Sequential;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.update.report.RecordReports;
import dev.holdfast.contract.device.InternalApi.AttestRequest;
import dev.holdfast.contract.device.InternalApi.EnrolRequest;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.operator.anomaly.AnomalyKind;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Records anomalies. Collects them for a second and writes one row per device and kind, so that 1,000 refusals a second cost one update a
 * second. {@code record_anomalies} finds the catalog, and drops anomalies of connections that another key made.
 */
@ApplicationScoped
public class Anomalies {
    private static final Logger LOG = Logger.getLogger(Anomalies.class);
    /** Maximum number of different anomalies (device, key and kind) that wait to be written; more are dropped. */
    private static final int MAX_PENDING = 5_000;

    private static final String RECORD = "select * from record_anomalies($1::text::json)";

    private final Transactions transactions;
    private final Clock clock;
    private final ConcurrentMap<AnomalyKey, Occurrences> pending = new ConcurrentHashMap<>();

    Anomalies(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** {@code presented} is the key of the device's connection; null if the gateway did not send it. */
    private record AnomalyKey(DeviceId device, @Nullable P256PublicKey presented, AnomalyKind kind) {}

    private record Occurrences(Instant at, long count, String detail, String address) {
        Occurrences and(Occurrences other) {
            return new Occurrences(
                    at.isAfter(other.at) ? at : other.at, count + other.count, other.detail, other.address);
        }
    }

    /** Records an anomaly of the connected device. Never fails or waits. */
    public void record(AttestRequest request, Anomaly anomaly) {
        record(request.device(), request.generalKey(), anomaly, request.remoteAddress());
    }

    /** Records an anomaly of a device that requests certificates. Never fails or waits. */
    public void record(EnrolRequest request, Anomaly anomaly) {
        record(request.device(), request.generalKey(), anomaly, "");
    }

    /** Records that a device exceeds its limit of reports. Gateways name the device without the key of its connection. */
    void record(@Observes RecordReports.ReportLoop loop) {
        record(loop.device(), null, Anomaly.loop("more than " + loop.limit() + " reports a day"), "");
    }

    private void record(DeviceId device, @Nullable P256PublicKey presented, Anomaly anomaly, String address) {
        AnomalyKey key = new AnomalyKey(device, presented, anomaly.kind());
        Occurrences occurrences = new Occurrences(clock.instant(), 1, anomaly.detail(), address);
        if (pending.size() < MAX_PENDING || pending.containsKey(key)) {
            pending.merge(key, occurrences, Occurrences::and);
        }
    }

    /** Writes the collected anomalies; keeps them for the next run if that fails. */
    @Scheduled(every = "1s", delayed = "2s", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> write() {
        List<Entry> entries = take();
        if (entries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transactions
                .inInstallation(tx -> tx.list(
                                RECORD,
                                Recorded::of,
                                JsonRows.of(entries.stream().map(Entry::row).toList()))
                        .chain(recorded -> Sequential.each(
                                byCatalog(recorded).entrySet(),
                                ofCatalog -> tx.recordIn(ofCatalog.getKey(), List.of(), ofCatalog.getValue()))))
                .onFailure()
                .invoke(failure -> {
                    LOG.warn("anomalies cannot be written now; trying again", failure);
                    entries.forEach(entry -> pending.merge(entry.key, entry.occurrences, Occurrences::and));
                });
    }

    private record Entry(AnomalyKey key, Occurrences occurrences) {
        AnomalyRow row() {
            return new AnomalyRow(
                    key.device,
                    key.presented,
                    key.kind.name(),
                    occurrences.at,
                    occurrences.count,
                    occurrences.detail,
                    occurrences.address);
        }
    }

    /** A row for {@code record_anomalies}. */
    private record AnomalyRow(
            DeviceId deviceId,
            @Nullable P256PublicKey generalKey,
            String kind,
            Instant at,
            long count,
            String detail,
            String remoteAddress) {}

    private record Recorded(CatalogId catalog, Event event) {
        static Recorded of(Row row) {
            return new Recorded(
                    new CatalogId(row.getUUID("catalog_id")),
                    Event.of(
                            "DeviceAnomalyDetected",
                            Columns.device(row, "device_id").text(),
                            Map.of(
                                    "anomaly",
                                    row.getString("kind"),
                                    "detail",
                                    row.getString("detail"),
                                    "count",
                                    row.getLong("count"))));
        }
    }

    private static Map<CatalogId, List<Event>> byCatalog(List<Recorded> recorded) {
        return recorded.stream()
                .collect(Collectors.groupingBy(
                        Recorded::catalog,
                        LinkedHashMap::new,
                        Collectors.mapping(Recorded::event, Collectors.toList())));
    }

    private List<Entry> take() {
        List<Entry> entries = new ArrayList<>();
        for (AnomalyKey key : pending.keySet()) {
            Occurrences occurrences = pending.remove(key);
            if (occurrences != null) {
                entries.add(new Entry(key, occurrences));
            }
        }
        return entries;
    }
}
