package dev.holdfast.contract.operator.claim;

import dev.holdfast.contract.id.DeviceId;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * Request for challenges to prove possession of devices.
 *
 * @param deviceIds 1 to {@value #MAX_DEVICES} device IDs
 */
public record ClaimChallengeRequest(
        @NotNull @Size(min = 1, max = ClaimChallengeRequest.MAX_DEVICES)
        List<DeviceId> deviceIds) {
    /** Maximum number of devices. */
    public static final int MAX_DEVICES = 1_000;
}
