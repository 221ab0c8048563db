package dev.holdfast.backend.platform.outbox;

import dev.holdfast.contract.device.InternalApi.Change;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a catalog.
 *
 * @param kind in the past tense, such as {@code DeploymentStarted}; never changes its meaning
 * @param subject what it happened to: a device ID, a GUID, a name
 * @param payload what a consumer needs to know beyond that; values are what Jackson can write
 * @param stale what gateways must forget because of it
 */
public record Event(
        String kind,
        String subject,
        Map<String, Object> payload,
        @Nullable Change stale) {
    /** Copies the map. */
    public Event {
        payload = Map.copyOf(payload);
    }

    /** Makes an event that leaves caches alone. */
    public static Event of(String kind, String subject, Map<String, Object> payload) {
        return new Event(kind, subject, payload, null);
    }

    /** Returns the same event, telling gateways that what they know of {@code key} is old. */
    public Event making(Change.Kind stale, String key) {
        return new Event(kind, subject, payload, new Change(stale, key));
    }
}
