package dev.holdfast.contract.operator.authority;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One generation of the CA of a catalog.
 *
 * @param serialNumber serial number, hex
 * @param generation generation, from 1
 * @param status current status
 * @param subject distinguished name
 * @param thumbprint SHA-256 of the certificate, hex
 * @param notBefore start of the validity
 * @param notAfter end of the validity
 * @param createdAt time of creation
 * @param activeFrom time from which the CA signs, until a newer generation is active
 * @param revokedAt time of the revocation; null when not revoked
 * @param certificate PEM of the CA certificate
 * @param addresses public URLs for relying parties
 */
public record CatalogAuthorityView(
        String serialNumber,
        int generation,
        AuthorityStatus status,
        String subject,
        String thumbprint,
        Instant notBefore,
        Instant notAfter,
        Instant createdAt,
        Instant activeFrom,
        @Nullable Instant revokedAt,
        String certificate,
        AuthorityAddresses addresses) {}
