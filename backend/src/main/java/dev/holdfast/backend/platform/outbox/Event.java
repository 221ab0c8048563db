package dev.holdfast.backend.platform.outbox;

import dev.holdfast.contract.device.InternalApi.Change;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Event in a catalog. The outbox adds product and group of subjects that are devices, groups, or deployments.
 *
 * @param kind name in the past tense, such as {@code DeploymentStarted}; its meaning never changes
 * @param subject affected object: a device ID, a GUID, a name
 * @param payload further data for consumers, which Jackson can write
 * @param stale cache entry that gateways must drop; null for none
 * @param about product or device group that the event is about, besides those of its subject; null for none
 */
public record Event(
        String kind,
        String subject,
        Map<String, Object> payload,
        @Nullable Change stale,
        @Nullable UUID about) {
    public Event {
        payload = Map.copyOf(payload);
    }

    /** Creates an event without cache invalidation. */
    public static Event of(String kind, String subject, Map<String, Object> payload) {
        return new Event(kind, subject, payload, null, null);
    }

    /** Returns the event with invalidation of a cache entry in gateways. */
    public Event invalidating(Change change) {
        return new Event(kind, subject, payload, change, about);
    }

    /** Returns the event with a product or device group that it is about, besides those of its subject; null for none. */
    public Event about(@Nullable UUID productOrGroup) {
        return new Event(kind, subject, payload, stale, productOrGroup);
    }
}
