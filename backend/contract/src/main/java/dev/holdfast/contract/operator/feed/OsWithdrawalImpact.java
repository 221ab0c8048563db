package dev.holdfast.contract.operator.feed;

import java.util.List;

/**
 * Impact of withdrawing an OS release. The preview changes nothing.
 *
 * @param devices number of devices that run the release, by their last attestation
 * @param trusted number of these devices that are trusted
 * @param first catalogs with the most of these devices, at most 100
 * @param catalogs number of catalogs with such devices
 * @param consequences consequences of both choices, one sentence each
 * @param keeping consequence of {@link OsWithdrawal.ReferenceValues#KEEP}
 * @param retiring consequence of {@link OsWithdrawal.ReferenceValues#RETIRE}
 */
public record OsWithdrawalImpact(
        long devices,
        long trusted,
        List<OfCatalog> first,
        int catalogs,
        List<String> consequences,
        String keeping,
        String retiring) {
    /** Copies the lists. */
    public OsWithdrawalImpact {
        first = List.copyOf(first);
        consequences = List.copyOf(consequences);
    }

    /**
     * Affected catalog.
     *
     * @param name name of the catalog
     * @param devices number of devices that run the release
     * @param trusted number of these devices that are trusted
     */
    public record OfCatalog(String name, long devices, long trusted) {}
}
