package dev.holdfast.gateway.edge;

import dev.holdfast.connection.RateLimit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.UUID;

/**
 * Rate limits of requests by device and by catalog, so that one device or catalog does not use up the capacity for the others. A chip with
 * its general key is counted by ID and key, so an impostor does not use up the limit of another chip.
 */
@Singleton
final class RequestLimits {
    private final RateLimit<Object> devices;
    private final RateLimit<UUID> catalogs;
    private final Counter overDevice;
    private final Counter overCatalog;

    RequestLimits(EdgeSettings settings, MeterRegistry metrics) {
        devices = new RateLimit<>(settings.requestsPerDevice(), settings.devices());
        catalogs = new RateLimit<>(settings.requestsPerCatalog(), settings.catalogs());
        overDevice = limited(metrics, "device");
        overCatalog = limited(metrics, "catalog");
    }

    /** Counts a request; returns false when a limit is reached. */
    boolean allow(DeviceIdentity identity) {
        return switch (identity) {
            case DeviceIdentity.General chip -> allows(devices, chip, overDevice);
            case DeviceIdentity.Update update -> allow(update, update.catalog());
            case DeviceIdentity.Customer customer -> allow(customer, customer.catalog());
        };
    }

    private boolean allow(DeviceIdentity identity, UUID catalog) {
        return allows(devices, identity.device(), overDevice) && allows(catalogs, catalog, overCatalog);
    }

    private static <K> boolean allows(RateLimit<K> limit, K key, Counter over) {
        boolean allows = limit.allows(key);
        if (!allows) {
            over.increment();
        }
        return allows;
    }

    /**
     * Registers the counter of requests over a limit.
     *
     * @param by name of the limit in the metric
     */
    static Counter limited(MeterRegistry metrics, String by) {
        return Counter.builder("holdfast.gateway.requests.limited")
                .description("Requests over a rate limit, by limit")
                .tag("by", by)
                .register(metrics);
    }
}
