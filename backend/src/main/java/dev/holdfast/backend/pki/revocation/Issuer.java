package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.pki.certificate.CertificateAuthority;
import dev.holdfast.backend.platform.db.CatalogId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who issues certificates, and so says which of them are worth nothing any more.
 *
 * @param id its name in addresses
 * @param authority its key and certificate
 * @param kind what it issues
 */
record Issuer(String id, CertificateAuthority authority, Kind kind) {
    /** What an issuer issues. */
    sealed interface Kind {}

    /**
     * The root, which issued the installation's own policy authority, and nothing else.
     *
     * @param policy the serial number of that
     */
    record Root(SerialNumber policy) implements Kind {}

    /**
     * A policy authority, which issues the authorities of catalogs.
     *
     * @param policy its id; the nil GUID for the installation's own
     */
    record Policy(UUID policy) implements Kind {}

    /**
     * An authority of a catalog, which issues the certificates of its devices.
     *
     * @param catalog whose
     * @param generation which of the catalog's
     * @param revokedAt when it was itself revoked, and all that it issued with it; null for never
     */
    record OfCatalog(
            CatalogId catalog, int generation, @Nullable Instant revokedAt) implements Kind {}
}
