package dev.holdfast.contract.operator.device;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Number of devices by property, for filters.
 *
 * @param facets facets with at least one value
 * @param countedAt time when versions, tags, findings and blocks were counted; null when counting took too long, and the facets of
 *     versions, tags, findings and blocks are missing. The other facets are current
 */
public record DeviceFacets(List<Facet> facets, @Nullable Instant countedAt) {
    /** Maximum number of values in a facet. */
    public static final int MAX_VALUES = 100;

    /** Copies the list. */
    public DeviceFacets {
        facets = List.copyOf(facets);
    }

    /**
     * Property that groups devices.
     *
     * @param name name such as {@code os}: a field of the filter language, or {@code health} for the field {@code is}
     * @param values values with the most devices first, at most {@value DeviceFacets#MAX_VALUES}
     */
    public record Facet(String name, List<Value> values) {
        /** Copies the list. */
        public Facet {
            values = List.copyOf(values);
        }
    }

    /**
     * Value of a facet.
     *
     * @param label label such as {@code 24.09}
     * @param term filter for these devices, such as {@code os:24.09}
     * @param devices number of devices
     */
    public record Value(String label, String term, long devices) {}
}
