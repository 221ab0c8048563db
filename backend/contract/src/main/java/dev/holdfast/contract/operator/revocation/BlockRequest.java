package dev.holdfast.contract.operator.revocation;

import dev.holdfast.contract.id.DeviceId;
import java.util.List;

/**
 * Devices to block or to unblock.
 *
 * @param deviceIds 1 to {@value #MOST} device IDs
 * @param reason 1 to 200 characters on one line, kept in the audit log; not looked at by a preview
 */
public record BlockRequest(List<DeviceId> deviceIds, String reason) {
    /** The most devices at once. */
    public static final int MOST = 20_000;
}
