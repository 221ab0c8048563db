package dev.holdfast.contract.operator.event;

import java.time.Instant;
import java.util.Map;

/**
 * Event in a catalog: the data of a server-sent event.
 *
 * @param kind kind such as {@code DeviceTrustChanged}
 * @param subject what the event is about: a device ID, a GUID, or a name
 * @param at time of the change
 * @param payload details by name, which depend on the kind
 */
public record EventView(String kind, String subject, Instant at, Map<String, Object> payload) {
    /** Copies the map. */
    public EventView {
        payload = Map.copyOf(payload);
    }
}
