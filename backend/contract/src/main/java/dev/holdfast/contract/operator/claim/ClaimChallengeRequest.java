package dev.holdfast.contract.operator.claim;

import dev.holdfast.contract.id.DeviceId;
import java.util.List;

/**
 * Asks for challenges with which devices prove that they are at hand.
 *
 * @param deviceIds 1 to {@value #MOST} device IDs
 */
public record ClaimChallengeRequest(List<DeviceId> deviceIds) {
    /** The most devices at once. */
    public static final int MOST = 1_000;
}
