package dev.holdfast.contract.operator.claim;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Nonce;
import java.time.Instant;
import java.util.List;

/**
 * Challenges for claiming. Each serves one device, this catalog and no other purpose, until the device is claimed or time is
 * up. That there is one says nothing about the device.
 *
 * @param challenges in the order of the request
 * @param expiresAt a claim with the evidence must come before
 */
public record ClaimChallenges(List<OfDevice> challenges, Instant expiresAt) {
    /**
     * A device's challenge.
     *
     * @param deviceId which
     * @param nonce what its evidence must answer
     */
    public record OfDevice(DeviceId deviceId, Nonce nonce) {}
}
