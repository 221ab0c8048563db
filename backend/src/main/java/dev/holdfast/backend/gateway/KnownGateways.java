package dev.holdfast.backend.gateway;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.internal.GatewayCertificates;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.id.Digest;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Certificates of gateways that this backend knows. Every second, reads revoked certificates and stores used ones. All are kept in memory:
 * only the infrastructure CA issues them, which limits their number.
 */
@ApplicationScoped
public class KnownGateways implements GatewayCertificates {
    private static final String REVOKED = "select fingerprint from gateway_certificate where revoked_at is not null";
    private static final String SEEN = """
            insert into gateway_certificate as g
                (fingerprint, serial_number, not_after, first_seen, last_seen, last_address)
            select s.fingerprint, s.serial_number, s.not_after, s.at, s.at, s.address
            from unnest($1::bytea[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::text[])
                as s(fingerprint, serial_number, not_after, at, address)
            order by s.fingerprint
            on conflict (fingerprint) do update set
                serial_number = excluded.serial_number,
                not_after = excluded.not_after,
                first_seen = coalesce(g.first_seen, excluded.first_seen),
                last_seen = greatest(g.last_seen, excluded.last_seen),
                last_address = excluded.last_address""";

    private final Transactions transactions;
    private final Clock clock;
    private final Map<Digest, Sighting> unwritten = new ConcurrentHashMap<>();
    private final Set<Digest> seen = ConcurrentHashMap.newKeySet();
    /** Null until the first read; all certificates count as revoked until then. */
    private volatile @Nullable Set<Digest> revoked;

    private record Sighting(Digest fingerprint, X509Certificate certificate, Instant at, String address) {}

    KnownGateways(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public boolean isReady() {
        return revoked != null;
    }

    @Override
    public boolean isRevoked(Digest fingerprint) {
        Set<Digest> known = revoked;
        return known == null || known.contains(fingerprint);
    }

    @Override
    public void seen(Digest fingerprint, X509Certificate certificate, String address) {
        seen.add(fingerprint);
        unwritten.put(fingerprint, new Sighting(fingerprint, certificate, clock.instant(), address));
    }

    /** Returns whether a gateway has used this certificate at this backend. Other backends store theirs within a second. */
    boolean hasSeen(Digest fingerprint) {
        return seen.contains(fingerprint);
    }

    /** Adds revoked certificates. Revocation is final, so an older read cannot undo a newer revocation. */
    synchronized void revoked(Collection<Digest> fingerprints) {
        Set<Digest> all = new HashSet<>(fingerprints);
        Set<Digest> known = revoked;
        if (known != null) {
            all.addAll(known);
        }
        revoked = Set.copyOf(all);
    }

    /** Stores used certificates and reads revoked ones. */
    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> synchronize() {
        return transactions
                .inInstallation(tx ->
                        write(tx).chain(() -> tx.list(REVOKED, row -> Columns.digest(row, "fingerprint"))))
                .invoke(this::revoked)
                .replaceWithVoid();
    }

    private Uni<Void> write(Tx tx) {
        List<Sighting> sightings = List.copyOf(unwritten.values());
        if (sightings.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.update(
                        SEEN,
                        Columns.byteArrays(
                                sightings, sighting -> sighting.fingerprint().bytes()),
                        Columns.texts(
                                sightings,
                                sighting ->
                                        sighting.certificate().getSerialNumber().toString(16)),
                        Columns.instants(
                                sightings,
                                sighting -> sighting.certificate().getNotAfter().toInstant()),
                        Columns.instants(sightings, Sighting::at),
                        Columns.texts(sightings, Sighting::address))
                .invoke(() -> sightings.forEach(sighting -> unwritten.remove(sighting.fingerprint(), sighting)))
                .replaceWithVoid();
    }
}
