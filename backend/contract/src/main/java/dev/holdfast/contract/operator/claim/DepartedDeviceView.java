package dev.holdfast.contract.operator.claim;

import dev.holdfast.contract.id.DeviceId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Device that left the catalog. Its earlier attestations and reports remain readable under its ID.
 *
 * @param id device ID
 * @param name name of the device; empty for none
 * @param product product at departure
 * @param group device group at departure
 * @param claimedAt time when the device was claimed
 * @param leftAt time of departure
 * @param departure way in which the device left
 * @param reason reason for unclaiming, or the other catalog and the note of the transfer
 * @param by user who unclaimed the device, or accepted it in the other catalog
 * @param transfer GUID of the transfer; null when unclaimed
 */
public record DepartedDeviceView(
        DeviceId id,
        String name,
        String product,
        String group,
        Instant claimedAt,
        Instant leftAt,
        Departure departure,
        String reason,
        String by,
        @Nullable UUID transfer) {
    /** Way in which a device left the catalog. */
    public enum Departure {
        /** An owner unclaimed the device. */
        UNCLAIMED,
        /** Another catalog accepted the device. */
        TRANSFERRED
    }
}
