package dev.holdfast.contract.operator.policy;

import dev.holdfast.contract.operator.device.Trust;

/**
 * Number of devices with the same change of trust.
 *
 * @param from trust by the active policy
 * @param to trust by the candidate
 * @param devices number of devices
 */
public record TrustTransition(Trust from, Trust to, long devices) {}
