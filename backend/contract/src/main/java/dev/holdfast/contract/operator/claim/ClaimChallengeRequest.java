package dev.holdfast.contract.operator.claim;

import dev.holdfast.contract.id.DeviceId;
import java.util.List;

/**
 * Asks for challenges with which devices prove that they are at hand.
 *
 * @param deviceIds 1 to 1,000 device IDs
 */
public record ClaimChallengeRequest(List<DeviceId> deviceIds) {}
