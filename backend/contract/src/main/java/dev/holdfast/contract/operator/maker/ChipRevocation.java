package dev.holdfast.contract.operator.maker;

import dev.holdfast.contract.id.DeviceId;
import java.util.List;

/**
 * Chips whose endorsement shall count no longer, or again.
 *
 * @param deviceIds 1 to {@value #MOST} device IDs
 * @param reason 1 to 200 characters on one line; not looked at by a preview
 */
public record ChipRevocation(List<DeviceId> deviceIds, String reason) {
    /** The most devices at once. */
    public static final int MOST = 20_000;
}
