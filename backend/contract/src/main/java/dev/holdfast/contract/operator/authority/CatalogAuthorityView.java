package dev.holdfast.contract.operator.authority;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One of the authorities that a catalog has, one after the other.
 *
 * @param serialNumber hex
 * @param generation 1, 2, …
 * @param status how it stands with it now
 * @param subject distinguished name
 * @param thumbprint SHA-256 of the certificate, hex
 * @param notBefore from when it is good
 * @param notAfter until when
 * @param mintedAt when it was made
 * @param activeFrom from when on it signs, unless a newer one does
 * @param revokedAt when it was revoked; null for never
 * @param certificate PEM of its own certificate
 * @param addresses where relying parties ask about it
 */
public record CatalogAuthorityView(
        String serialNumber,
        int generation,
        AuthorityStatus status,
        String subject,
        String thumbprint,
        Instant notBefore,
        Instant notAfter,
        Instant mintedAt,
        Instant activeFrom,
        @Nullable Instant revokedAt,
        String certificate,
        AuthorityAddresses addresses) {}
