package dev.holdfast.contract.operator.authority;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What removing a root of somebody else's, or withdrawing a request, would take from whom. Nothing is changed by asking.
 *
 * @param catalogs how many catalogs' bundles and chains are to be had under the root; none for a request that is not answered
 * @param devices how many devices those catalogs have
 * @param first the catalogs with most devices, at most 100
 * @param until when the root's certificate would have expired by itself; null for a request that is not answered
 * @param consequences what happens when, in sentences
 */
public record ForeignRootLoss(
        int catalogs,
        long devices,
        List<OfCatalog> first,
        @Nullable Instant until,
        List<String> consequences) {
    /** Copies the lists. */
    public ForeignRootLoss {
        first = List.copyOf(first);
        consequences = List.copyOf(consequences);
    }

    /**
     * A catalog.
     *
     * @param name as in its address
     * @param devices how many it has
     */
    public record OfCatalog(String name, long devices) {}
}
