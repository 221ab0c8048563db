package dev.holdfast.contract.operator.revocation;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * Devices to block or unblock.
 *
 * @param deviceIds 1 to {@value #MAX_DEVICES} device IDs
 * @param reason 1 to 200 characters on one line, saved in the audit log; ignored by a preview
 */
public record BlockRequest(
        @NotNull @Size(min = 1, max = BlockRequest.MAX_DEVICES)
        List<DeviceId> deviceIds,

        @NotNull @Size(min = 1, max = Reason.MAX_LENGTH) @PlainLine
        String reason) {
    /** Maximum number of devices. */
    public static final int MAX_DEVICES = 20_000;
}
