package dev.holdfast.contract.operator.device;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many devices of the catalog there are of each kind, whatever else a list is filtered by.
 *
 * @param facets by what they are told apart; one without values is left out
 * @param countedAt when versions, tags, findings and blocks were counted; null when counting took too long and they are missing.
 *     The others are as of now
 */
public record DeviceFacets(List<Facet> facets, @Nullable Instant countedAt) {
    /** The most values of a facet. */
    public static final int MOST_VALUES = 100;

    /** Copies the list. */
    public DeviceFacets {
        facets = List.copyOf(facets);
    }

    /**
     * What devices are told apart by.
     *
     * @param name such as {@code os}; a field of the filter language, or {@code health}, which is {@code is}
     * @param values those with most devices first, {@value DeviceFacets#MOST_VALUES} at most
     */
    public record Facet(String name, List<Value> values) {
        /** Copies the list. */
        public Facet {
            values = List.copyOf(values);
        }
    }

    /**
     * A kind of devices.
     *
     * @param label such as {@code 24.09}
     * @param term what finds them, as a filter, such as {@code os:24.09}
     * @param devices how many
     */
    public record Value(String label, String term, long devices) {}
}
