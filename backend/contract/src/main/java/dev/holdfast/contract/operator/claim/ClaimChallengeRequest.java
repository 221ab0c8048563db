package dev.holdfast.contract.operator.claim;

import dev.holdfast.contract.id.DeviceId;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * Asks for challenges with which devices prove that they are at hand.
 *
 * @param deviceIds 1 to {@value #MOST} device IDs
 */
public record ClaimChallengeRequest(
        @NotNull @Size(min = 1, max = ClaimChallengeRequest.MOST)
        List<DeviceId> deviceIds) {
    /** The most devices at once. */
    public static final int MOST = 1_000;
}
