package dev.holdfast.backend.attestation.anomaly;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.JsonRows;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.InTurn;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.device.InternalApi.AttestRequest;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.operator.anomaly.AnomalyKind;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
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

/**
 * Notes anomalies. They are gathered for a second and then written with one statement, one row a device and kind: who
 * is refused a thousand times a second costs one update a second. Which catalog they belong to, and whether the device's
 * own key made the connection, {@code record_anomalies} finds out.
 */
@ApplicationScoped
public class Anomalies {
    private static final Logger LOG = Logger.getLogger(Anomalies.class);
    /** Beyond this many in one second somebody makes them up. */
    private static final int MAX_GATHERED = 5_000;

    private static final String RECORD = "select * from record_anomalies($1::text::json)";

    private final Transactions transactions;
    private final Clock clock;
    private final ConcurrentMap<About, Noted> gathered = new ConcurrentHashMap<>();

    Anomalies(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    private record About(DeviceId device, P256PublicKey presented, AnomalyKind kind) {}

    private record Noted(Instant at, long count, String detail, String address) {
        Noted and(Noted other) {
            return new Noted(at.isAfter(other.at) ? at : other.at, count + other.count, other.detail, other.address);
        }
    }

    /** Notes one about the device of a connection. Never fails, never waits. */
    public void note(AttestRequest request, Anomaly anomaly) {
        About about = new About(request.device(), request.generalKey(), anomaly.kind());
        Noted noted = new Noted(clock.instant(), 1, anomaly.detail(), request.remoteAddress());
        if (gathered.size() < MAX_GATHERED || gathered.containsKey(about)) {
            gathered.merge(about, noted, Noted::and);
        }
    }

    /** Writes what was gathered. What cannot be written now is kept for the next time. */
    @Scheduled(every = "1s", delayed = "2s", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> write() {
        List<Entry> entries = take();
        if (entries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transactions
                .inInstallation(tx -> tx.list(
                                RECORD,
                                Told::of,
                                JsonRows.of(entries.stream().map(Entry::row).toList()))
                        .chain(told -> InTurn.each(
                                byCatalog(told).entrySet(), one -> tx.tell(one.getKey(), List.of(), one.getValue()))))
                .onFailure()
                .invoke(failure -> {
                    LOG.warn("anomalies cannot be written now; trying again", failure);
                    entries.forEach(one -> gathered.merge(one.about, one.noted, Noted::and));
                });
    }

    private record Entry(About about, Noted noted) {
        AnomalyRow row() {
            return new AnomalyRow(
                    about.device,
                    about.presented,
                    about.kind.name(),
                    noted.at,
                    noted.count,
                    noted.detail,
                    noted.address);
        }
    }

    /** A row for {@code record_anomalies}. */
    private record AnomalyRow(
            DeviceId deviceId,
            P256PublicKey generalKey,
            String kind,
            Instant at,
            long count,
            String detail,
            String remoteAddress) {}

    private record Told(CatalogId catalog, Event event) {
        static Told of(Row row) {
            return new Told(
                    new CatalogId(row.getUUID("catalog_id")),
                    Event.of(
                            "DeviceSuspected",
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

    private static Map<CatalogId, List<Event>> byCatalog(List<Told> told) {
        return told.stream()
                .collect(Collectors.groupingBy(
                        Told::catalog, LinkedHashMap::new, Collectors.mapping(Told::event, Collectors.toList())));
    }

    private List<Entry> take() {
        List<Entry> entries = new ArrayList<>();
        for (About about : gathered.keySet()) {
            Noted noted = gathered.remove(about);
            if (noted != null) {
                entries.add(new Entry(about, noted));
            }
        }
        return entries;
    }
}
