package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.CRLReason;
import org.jspecify.annotations.Nullable;

/** Revocation status of an issuer's certificates, for CRLs and OCSP. Device certificates are revoked, or on hold while their device is blocked. */
@ApplicationScoped
public class CertificateStatuses {
    private static final String REVOKED_LEAVES = """
            select r.serial, r.revoked_at as at, r.cause
            from certificate_revocation r
            join issued_certificate c on c.catalog_id = r.catalog_id and c.serial = r.serial
            where r.catalog_id = $1 and r.not_after > $2 and c.authority = $3
            union all
            select c.serial, d.blocked_at, 'CERTIFICATE_HOLD'
            from device d
            join issued_certificate c on c.catalog_id = d.catalog_id and c.device_id = d.device_id
            where d.catalog_id = $1 and d.blocked_at is not null and c.not_after > $2 and c.authority = $3
              and not exists (
                select from certificate_revocation r where r.catalog_id = c.catalog_id and r.serial = c.serial)
            order by serial""";
    // Proofs of possession cannot be revoked one by one, so they have no cause.
    private static final String LEAVES = """
            select c.serial, coalesce(r.revoked_at, d.blocked_at) as at,
                   case when r.cause is not null then r.cause when d.blocked_at is not null then 'CERTIFICATE_HOLD' end
                       as cause
            from issued_certificate c
            left join certificate_revocation r on r.catalog_id = c.catalog_id and r.serial = c.serial
            left join device d on d.catalog_id = c.catalog_id and d.device_id = c.device_id
            where c.catalog_id = $1 and c.serial = any ($2::bytea[]) and c.authority = $3
            union all
            select p.serial, null, null
            from possession_proof p
            where p.catalog_id = $1 and p.serial = any ($2::bytea[]) and p.authority = $3""";
    // Null $2 selects all certificates.
    private static final String AUTHORITIES =
            "select serial, at, cause from authorities_certified_by($1) where $2::bytea[] is null or serial = any ($2::bytea[])";

    private final Transactions transactions;

    CertificateStatuses(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Returns the unexpired certificates of an issuer that are revoked or on hold, by serial number. Retiring an authority adds none of its
     * certificates here: the policy authority's list has the authority.
     */
    Uni<List<RevokedEntry>> revoked(Issuer issuer) {
        return switch (issuer.kind()) {
            case Issuer.Root _ -> Uni.createFrom().item(List.of());
            case Issuer.Policy policy ->
                transactions
                        .inInstallation(tx -> tx.list(AUTHORITIES, row -> row, policy.policy(), null))
                        .map(rows -> rows.stream()
                                .filter(row -> row.getString("cause") != null)
                                .map(RevokedEntry::of)
                                .toList());
            case Issuer.OfCatalog of ->
                transactions.inCatalog(
                        of.catalog(),
                        tx -> tx.list(REVOKED_LEAVES, RevokedEntry::of, of.catalog(), tx.now(), of.generation()));
        };
    }

    /** Returns the status of issued serial numbers: an entry when revoked or on hold, empty when good; unknown numbers are missing. */
    Uni<Map<SerialNumber, Optional<RevokedEntry>>> of(Issuer issuer, List<SerialNumber> serials) {
        Object wanted = Columns.byteArrays(serials, SerialNumber::bytes);
        return switch (issuer.kind()) {
            case Issuer.Root root ->
                Uni.createFrom()
                        .item(serials.contains(root.policy()) ? Map.of(root.policy(), Optional.empty()) : Map.of());
            case Issuer.Policy policy ->
                transactions
                        .inInstallation(tx -> tx.list(AUTHORITIES, row -> row, policy.policy(), wanted))
                        .map(CertificateStatuses::bySerial);
            case Issuer.OfCatalog of ->
                transactions
                        .inCatalog(
                                of.catalog(), tx -> tx.list(LEAVES, row -> row, of.catalog(), wanted, of.generation()))
                        .map(CertificateStatuses::bySerial)
                        .map(found -> withRetirement(found, of.revokedAt()));
        };
    }

    private static Map<SerialNumber, Optional<RevokedEntry>> bySerial(List<Row> rows) {
        Map<SerialNumber, Optional<RevokedEntry>> found = new HashMap<>();
        rows.forEach(row -> found.put(
                SerialNumber.read(row, "serial"),
                row.getString("cause") == null ? Optional.empty() : Optional.of(RevokedEntry.of(row))));
        return found;
    }

    /** Marks the other certificates as revoked when their authority was retired; {@code at} is null if it is not retired. */
    private static Map<SerialNumber, Optional<RevokedEntry>> withRetirement(
            Map<SerialNumber, Optional<RevokedEntry>> found, @Nullable Instant at) {
        if (at == null) {
            return found;
        }
        Map<SerialNumber, Optional<RevokedEntry>> all = new HashMap<>();
        found.forEach((serial, entry) -> all.put(
                serial, Optional.of(entry.orElse(new RevokedEntry(serial, at, CRLReason.cessationOfOperation)))));
        return all;
    }
}
