package dev.holdfast.backend.pki.authority;

import dev.holdfast.backend.pki.certificate.Pem;
import dev.holdfast.backend.platform.db.Columns;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.UUID;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;

/**
 * Authority of a catalog in the database, without its key.
 *
 * @param id id of the authority and of its key in the vault
 * @param generation 1 for the catalog's first authority, 2 for the next, …
 * @param policy policy authority that certified it
 * @param activeFrom time from which it signs
 * @param revokedAt revocation time; null when not revoked
 */
public record AuthorityRow(
        UUID id,
        int generation,
        UUID policy,
        X509CertificateHolder certificate,
        Instant createdAt,
        Instant activeFrom,
        @Nullable Instant revokedAt) {
    /** The installation's own policy authority. */
    public static final UUID OWN_POLICY = new UUID(0, 0);

    static AuthorityRow of(Row row) {
        return new AuthorityRow(
                row.getUUID("authority_id"),
                row.getInteger("generation"),
                row.getUUID("policy_id"),
                decode(Columns.bytes(row, "certificate")),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "active_from"),
                Columns.instantOrNull(row, "revoked_at"));
    }

    public BigInteger serialNumber() {
        return certificate.getSerialNumber();
    }

    public Instant notBefore() {
        return certificate.getNotBefore().toInstant();
    }

    public Instant notAfter() {
        return certificate.getNotAfter().toInstant();
    }

    /** Returns the DER encoding of the certificate. */
    public byte[] encoded() {
        return Pem.encoded(certificate);
    }

    public static X509CertificateHolder decode(byte[] encoded) {
        try {
            return new X509CertificateHolder(encoded);
        } catch (IOException e) {
            throw new UncheckedIOException("the database has an invalid certificate", e);
        }
    }
}
