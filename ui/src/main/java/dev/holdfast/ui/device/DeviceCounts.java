package dev.holdfast.ui.device;

import dev.holdfast.contract.operator.catalog.Overview;
import dev.holdfast.contract.operator.device.DeviceFacets;
import dev.holdfast.contract.operator.device.Health;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many devices there are that the visitor may see, whatever the list is filtered by.
 *
 * @param byHealth of each health; one that none has may be left out
 * @param blocked of which blocked; null where nobody counts them
 */
record DeviceCounts(Map<Health, Long> byHealth, @Nullable Long blocked) {
    /** Copies the map. */
    DeviceCounts {
        byHealth = Map.copyOf(byHealth);
    }

    /** Returns those of a whole catalog. */
    static DeviceCounts of(Overview overview) {
        return new DeviceCounts(
                Map.of(
                        Health.FAILED, overview.untrusted(),
                        Health.OUTDATED, overview.outdated(),
                        Health.UNREACHABLE, overview.unreachable(),
                        Health.UNKNOWN, overview.unknown() - overview.unreachable(),
                        Health.TRUSTED, overview.trusted()),
                overview.blocked());
    }

    /** Returns those of parts of a catalog, which has no overview of them. */
    static DeviceCounts of(DeviceFacets facets) {
        Map<Health, Long> byHealth = new EnumMap<>(Health.class);
        facets.facets().stream()
                .filter(facet -> facet.name().equals("health"))
                .flatMap(facet -> facet.values().stream())
                .forEach(value -> byHealth.put(health(value.label()), value.devices()));
        return new DeviceCounts(byHealth, null);
    }

    /** Returns how many have a health. */
    long of(Health health) {
        return byHealth.getOrDefault(health, 0L);
    }

    /** Returns how many there are. */
    long all() {
        return byHealth.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Health health(String label) {
        return label.equals("untrusted") ? Health.FAILED : Health.valueOf(label.toUpperCase(Locale.ROOT));
    }
}
