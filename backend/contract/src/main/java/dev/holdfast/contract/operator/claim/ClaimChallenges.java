package dev.holdfast.contract.operator.claim;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Nonce;
import java.time.Instant;
import java.util.List;

/**
 * Challenges for claiming. Each is valid for one device in this catalog until the device is claimed or the challenge
 * expires. A challenge does not confirm that the device exists.
 *
 * @param challenges in the order of the request
 * @param expiresAt time by which the claim must arrive
 */
public record ClaimChallenges(List<OfDevice> challenges, Instant expiresAt) {
    /**
     * Challenge of a device.
     *
     * @param deviceId device ID
     * @param nonce nonce for the evidence
     */
    public record OfDevice(DeviceId deviceId, Nonce nonce) {}
}
