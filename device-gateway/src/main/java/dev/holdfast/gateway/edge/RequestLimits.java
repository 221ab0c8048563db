package dev.holdfast.gateway.edge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.UUID;

/**
 * How often a device may ask, and all devices of a catalog together, so that neither takes the gateway from the others. A chip
 * that says hello is counted by its key as well: whoever borrows another's name uses up nobody's share but his own.
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

    /** Counts a request; false when it is one too many for now. */
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

    private static Counter limited(MeterRegistry metrics, String by) {
        return Counter.builder("holdfast.gateway.requests.limited")
                .description("Requests told to come back later, by whose limit they were over")
                .tag("by", by)
                .register(metrics);
    }
}
