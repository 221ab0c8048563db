package dev.holdfast.backend.pki.authority;

import dev.holdfast.backend.pki.certificate.CertificateAuthority;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One of the authorities that a catalog has, one after the other.
 *
 * @param id names its key in the vault
 * @param generation 1, 2, …; unique within the catalog
 * @param activeFrom from when on it signs, as long as no newer one does
 * @param revokedAt when it was revoked; null for never
 * @param leafLifetime how long the certificates live that it signs
 * @param authority its key and certificate
 */
public record CatalogAuthority(
        UUID id,
        int generation,
        Instant activeFrom,
        @Nullable Instant revokedAt,
        Duration leafLifetime,
        CertificateAuthority authority) {

    boolean mayIssue(Instant now) {
        return revokedAt == null && !now.isBefore(activeFrom) && now.isBefore(authority.notAfter());
    }
}
