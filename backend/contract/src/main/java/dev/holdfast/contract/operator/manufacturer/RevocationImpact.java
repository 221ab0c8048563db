package dev.holdfast.contract.operator.manufacturer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Impact of revoking endorsements. The preview changes nothing.
 *
 * @param chips number of endorsements to revoke
 * @param devices number of affected devices in catalogs
 * @param catalogs affected catalogs
 * @param consequences consequences, one sentence each
 */
public record RevocationImpact(long chips, long devices, List<OfCatalog> catalogs, List<String> consequences) {
    /**
     * Affected catalog.
     *
     * @param name name of the catalog
     * @param displayName display name of the catalog
     * @param devices number of its devices that could no longer attest
     * @param trusted number of these devices that are trusted
     * @param certified number of these devices with a valid customer certificate
     * @param certifiedUntil expiry of the last of these certificates; null for none
     */
    public record OfCatalog(
            String name,
            String displayName,
            long devices,
            long trusted,
            long certified,
            @Nullable Instant certifiedUntil) {}
}
