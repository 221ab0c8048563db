package dev.holdfast.contract.operator.authority;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Impact of removing an external root. The preview changes nothing.
 *
 * @param catalogs number of catalogs whose chains use the root; 0 for a pending request
 * @param devices number of devices in these catalogs
 * @param offline number of these devices that are silent for a day and not blocked, of at most 1,000,000 devices
 * @param contactMinutes time in which nine of ten of these devices in contact make a contact, in minutes. Null if none was in contact in the
 *     last week
 * @param first catalogs with the most devices, at most 100
 * @param until expiry of the policy CA certificate that the root signed; null for a pending request
 * @param consequences consequences, one sentence each
 */
public record ExternalRootImpact(
        int catalogs,
        long devices,
        long offline,
        @Nullable Long contactMinutes,
        List<OfCatalog> first,
        @Nullable Instant until,
        List<String> consequences) {
    /** Copies the lists. */
    public ExternalRootImpact {
        first = List.copyOf(first);
        consequences = List.copyOf(consequences);
    }

    /**
     * Affected catalog.
     *
     * @param name name of the catalog
     * @param devices number of its devices
     */
    public record OfCatalog(String name, long devices) {}
}
