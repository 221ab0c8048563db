package dev.holdfast.backend.attestation.suspicion;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.device.InternalApi.AttestRequest;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.operator.suspicion.SuspicionKind;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;

/**
 * Notes suspicions. They are gathered for a second and then written with one statement, one row a device and kind: who
 * is refused a thousand times a second costs one update a second. Which catalog they belong to, and whether the device's
 * own key made the connection, {@code record_suspicions} finds out.
 */
@ApplicationScoped
public class Suspicions {
    private static final Logger LOG = Logger.getLogger(Suspicions.class);
    /** Beyond this many in one second somebody makes them up. */
    private static final int MAX_GATHERED = 5_000;

    private static final String RECORD = "select record_suspicions($1, $2, $3, $4, $5, $6, $7)";

    private final Transactions transactions;
    private final Clock clock;
    private final ConcurrentMap<About, Noted> gathered = new ConcurrentHashMap<>();

    Suspicions(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    private record About(DeviceId device, P256PublicKey presented, SuspicionKind kind) {}

    private record Noted(Instant at, long count, String detail, String address) {
        Noted and(Noted other) {
            return new Noted(at.isAfter(other.at) ? at : other.at, count + other.count, other.detail, other.address);
        }
    }

    /** Notes one about the device of a connection. Never fails, never waits. */
    public void note(AttestRequest request, Suspicion suspicion) {
        About about = new About(request.device(), request.generalKey(), suspicion.kind());
        Noted noted = new Noted(clock.instant(), 1, suspicion.detail(), request.remoteAddress());
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
                .inInstallation(sql -> sql.run(
                        RECORD,
                        Columns.devices(
                                entries.stream().map(one -> one.about.device).toList()),
                        Columns.byteArrays(entries, one -> one.about.presented.bytes()),
                        Columns.texts(entries, one -> one.about.kind.name()),
                        Columns.instants(entries, one -> one.noted.at),
                        Columns.longs(entries, one -> one.noted.count),
                        Columns.texts(entries, one -> one.noted.detail),
                        Columns.texts(entries, one -> one.noted.address)))
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> {
                    LOG.warn("suspicions cannot be written now; trying again", failure);
                    entries.forEach(one -> gathered.merge(one.about, one.noted, Noted::and));
                });
    }

    private record Entry(About about, Noted noted) {}

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
