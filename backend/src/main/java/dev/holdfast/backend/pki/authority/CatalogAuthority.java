package dev.holdfast.backend.pki.authority;

import dev.holdfast.backend.pki.certificate.CertificateAuthority;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Certificate authority of a catalog.
 *
 * @param id id of its key in the vault
 * @param generation 1, 2, …; unique within the catalog
 * @param activeFrom time from which it signs, until a newer authority signs
 * @param revokedAt revocation time; null when not revoked
 * @param leafLifetime lifetime of the certificates that it signs
 * @param authority key and certificate
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
