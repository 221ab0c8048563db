package dev.holdfast.ui.device;

import dev.holdfast.contract.operator.catalog.Overview;
import dev.holdfast.contract.operator.device.DeviceFacets;
import dev.holdfast.contract.operator.device.Health;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.shell.Visit;
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
    static final DeviceCounts NONE = new DeviceCounts(Map.of(), null);

    DeviceCounts {
        byHealth = Map.copyOf(byHealth);
    }

    /** Reads those of all that a visitor may see. */
    static DeviceCounts read(Visit visit, DeviceClient client, ViewClient around) {
        return visit.may(Act.READ) ? of(client.overview(visit.catalog())) : of(around.facets(visit.catalog()));
    }

    /** Says how many of them a list has. */
    String sentence(LinkedPages.@Nullable Total found) {
        if (found == null || found.rows() == all()) {
            return Amount.of(all(), "device");
        }
        return (found.estimated() ? "About " : "") + Amount.of(found.rows()) + " of " + Amount.of(all(), "device");
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

    /** Parts of a catalog have no overview. */
    private static DeviceCounts of(DeviceFacets facets) {
        Map<Health, Long> byHealth = new EnumMap<>(Health.class);
        facets.facets().stream()
                .filter(facet -> facet.name().equals("health"))
                .flatMap(facet -> facet.values().stream())
                .forEach(value -> byHealth.put(health(value.label()), value.devices()));
        return new DeviceCounts(byHealth, null);
    }

    long of(Health health) {
        return byHealth.getOrDefault(health, 0L);
    }

    long all() {
        return byHealth.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Health health(String label) {
        return label.equals("untrusted") ? Health.FAILED : Health.valueOf(label.toUpperCase(Locale.ROOT));
    }
}
