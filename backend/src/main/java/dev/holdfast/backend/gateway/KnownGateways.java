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
 * The certificates of gateways as this backend knows them: which are revoked, read again each second, and which were seen,
 * written down as often. Their number is bounded by what the infrastructure CA issued.
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
    private final Set<Digest> met = ConcurrentHashMap.newKeySet();
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
        met.add(fingerprint);
        unwritten.put(fingerprint, new Sighting(fingerprint, certificate, clock.instant(), address));
    }

    /** Says whether a gateway has shown this certificate to this backend; what others saw stands in the database a second later. */
    boolean hasMet(Digest fingerprint) {
        return met.contains(fingerprint);
    }

    /** Takes note of certificates that are revoked. There is no way back, so what was read before an act cannot undo it. */
    synchronized void revoked(Collection<Digest> fingerprints) {
        Set<Digest> all = new HashSet<>(fingerprints);
        Set<Digest> known = revoked;
        if (known != null) {
            all.addAll(known);
        }
        revoked = Set.copyOf(all);
    }

    /** Writes down who was seen and reads who is revoked. */
    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return transactions
                .inInstallation(tx ->
                        write(tx).chain(() -> tx.list(REVOKED, row -> Columns.digest(row, "fingerprint"))))
                .invoke(this::revoked)
                .replaceWithVoid();
    }

    private Uni<Void> write(Tx tx) {
        List<Sighting> seen = List.copyOf(unwritten.values());
        if (seen.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.update(
                        SEEN,
                        Columns.byteArrays(seen, one -> one.fingerprint().bytes()),
                        Columns.texts(
                                seen, one -> one.certificate().getSerialNumber().toString(16)),
                        Columns.instants(
                                seen, one -> one.certificate().getNotAfter().toInstant()),
                        Columns.instants(seen, Sighting::at),
                        Columns.texts(seen, Sighting::address))
                .invoke(() -> seen.forEach(one -> unwritten.remove(one.fingerprint(), one)))
                .replaceWithVoid();
    }
}
