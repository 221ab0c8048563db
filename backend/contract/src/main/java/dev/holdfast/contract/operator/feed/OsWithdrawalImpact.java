package dev.holdfast.contract.operator.feed;

import java.util.List;

/**
 * Whom withdrawing a release concerns, in every catalog. Nothing is changed by asking.
 *
 * @param devices how many devices run it, by what they attested last
 * @param trusted how many of them are trusted now
 * @param first the catalogs with most of those, at most 100
 * @param catalogs how many catalogs have any
 * @param consequences what happens in any case, in sentences
 * @param keeping what becomes of those devices with {@link OsWithdrawal.ReferenceValues#KEEP}
 * @param retiring what becomes of them with {@link OsWithdrawal.ReferenceValues#RETIRE}
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
     * A catalog whose devices run it.
     *
     * @param name as in its address
     * @param devices how many
     * @param trusted how many of them are trusted now
     */
    public record OfCatalog(String name, long devices, long trusted) {}
}
