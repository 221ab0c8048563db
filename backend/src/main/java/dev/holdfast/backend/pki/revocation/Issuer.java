package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.pki.certificate.CertificateAuthority;
import dev.holdfast.backend.platform.db.CatalogId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Issuer of certificates, which also publishes their revocation.
 *
 * @param id name in URLs
 * @param authority key and certificate
 * @param kind kind of certificates that it issues
 */
record Issuer(String id, CertificateAuthority authority, Kind kind) {
    sealed interface Kind {}

    /**
     * Root, which issued only the installation's own policy authority.
     *
     * @param policy serial number of the policy authority
     */
    record Root(SerialNumber policy) implements Kind {}

    /**
     * Policy authority, which issues the authorities of catalogs.
     *
     * @param policy id; the nil GUID for the installation's own
     */
    record Policy(UUID policy) implements Kind {}

    /**
     * Authority of a catalog, which issues device certificates.
     *
     * @param revokedAt time at which it was retired with all its certificates; null when not retired
     */
    record OfCatalog(
            CatalogId catalog, int generation, @Nullable Instant revokedAt) implements Kind {}
}
