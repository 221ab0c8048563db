package dev.holdfast.backend.pki.authority;

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
 * An authority of a catalog as it stands in the database: all but its key.
 *
 * @param id names its key in the vault
 * @param generation 1, 2, …
 * @param policy who certified it
 * @param certificate its own
 * @param mintedAt when it was made
 * @param activeFrom from when on it signs
 * @param revokedAt when it was revoked; null for never
 */
public record AuthorityRow(
        UUID id,
        int generation,
        UUID policy,
        X509CertificateHolder certificate,
        Instant mintedAt,
        Instant activeFrom,
        @Nullable Instant revokedAt) {
    /** The policy authority that the installation made for itself. */
    public static final UUID OWN_POLICY = new UUID(0, 0);

    static AuthorityRow of(Row row) {
        return new AuthorityRow(
                row.getUUID("authority_id"),
                row.getInteger("generation"),
                row.getUUID("policy_id"),
                decode(Columns.bytes(row, "certificate")),
                Columns.instant(row, "minted_at"),
                Columns.instant(row, "active_from"),
                Columns.instantOrNull(row, "revoked_at"));
    }

    /** Returns the serial number of the authority's certificate. */
    public BigInteger serialNumber() {
        return certificate.getSerialNumber();
    }

    /** Returns from when the certificate is good. */
    public Instant notBefore() {
        return certificate.getNotBefore().toInstant();
    }

    /** Returns until when. */
    public Instant notAfter() {
        return certificate.getNotAfter().toInstant();
    }

    /** Returns the DER encoding of the certificate. */
    public byte[] encoded() {
        try {
            return certificate.getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException("a certificate always encodes", e);
        }
    }

    /** Reads a certificate from the database. */
    public static X509CertificateHolder decode(byte[] encoded) {
        try {
            return new X509CertificateHolder(encoded);
        } catch (IOException e) {
            throw new UncheckedIOException("the database has a certificate that is none", e);
        }
    }
}
