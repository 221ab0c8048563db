package dev.holdfast.contract.operator.job;

import java.time.Instant;
import java.util.List;

/**
 * What a selection is, as far as the catalog has it and the caller may do there what is asked about. Nothing is changed by asking.
 *
 * @param asOf when it was made: ages in the filter, as in {@code seen:>1h}, are counted from then
 * @param devices how many devices of the catalog it selects; {@code 100001} for more than a job takes, and then the rest is about
 *     those that were counted
 * @param trusted how many of them are trusted now
 * @param blocked how many of them are blocked now
 * @param certified how many of them have a certificate that is valid now
 * @param groups of which groups they are, those with most first; at most 500
 */
public record SelectionPreview(
        Instant asOf, long devices, long trusted, long blocked, long certified, List<OfGroup> groups) {
    /** Copies the list. */
    public SelectionPreview {
        groups = List.copyOf(groups);
    }

    /**
     * Some of the devices.
     *
     * @param product their product
     * @param group their group
     * @param devices how many
     * @param trusted how many of them are trusted now
     */
    public record OfGroup(String product, String group, long devices, long trusted) {}
}
