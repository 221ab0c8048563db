package dev.holdfast.backend.fleet.claim;

import dev.holdfast.backend.fleet.GroupRef;
import dev.holdfast.backend.fleet.Moves;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.id.DeviceId;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A device that a claim, move or transfer put into a group.
 *
 * @param group new group of the device
 * @param left previous group; null if the device entered the catalog
 * @param from title of the previous group; null if the device entered the catalog
 */
public record AssignedDevice(
        DeviceId device,
        GroupRef group,
        @Nullable UUID left,
        @Nullable String from) {
    /** Returns whether the device entered the catalog; false if it moved between groups of the catalog. */
    public boolean isNew() {
        return from == null;
    }

    Moves.Move move() {
        return new Moves.Move(device, from, group.title());
    }

    /** Returns the event of the claim or move. It makes gateways drop the device from their caches. */
    public Event event() {
        return Event.of(isNew() ? "DeviceClaimed" : "DeviceMoved", device.text(), Map.of("group", group.title()))
                .invalidating(Change.of(device))
                .about(left);
    }
}
