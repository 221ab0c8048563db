package dev.holdfast.contract.operator.claim;

import dev.holdfast.contract.id.DeviceId;
import java.util.List;

/**
 * Devices that shall leave the catalog.
 *
 * @param deviceIds 1 to {@value #MOST} device IDs
 * @param reason 1 to 200 characters on one line; kept with the devices' history and in the audit log
 */
public record UnclaimRequest(List<DeviceId> deviceIds, String reason) {
    /** The most devices at once. */
    public static final int MOST = 20_000;
}
