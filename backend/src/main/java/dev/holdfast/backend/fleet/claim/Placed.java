package dev.holdfast.backend.fleet.claim;

import dev.holdfast.backend.fleet.GroupRef;
import dev.holdfast.backend.fleet.Moves;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.id.DeviceId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A device that a claim or a transfer put into a group.
 *
 * @param device which
 * @param group where it is now
 * @param from the title of the group that it left; null of one that came into the catalog
 */
public record Placed(
        DeviceId device, GroupRef group, @Nullable String from) {
    /** Returns whether it came into the catalog; else it only moved. */
    public boolean isNew() {
        return from == null;
    }

    /** Returns where it was and is. */
    Moves.Move move() {
        return new Moves.Move(device, from, group.title());
    }

    /** Returns what to tell of it, also to gateways. */
    public Event event() {
        String id = device.text();
        return Event.of(isNew() ? "DeviceClaimed" : "DeviceMoved", id, Map.of("group", group.title()))
                .making(Change.Kind.DEVICE, id);
    }
}
