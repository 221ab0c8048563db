package dev.holdfast.contract.operator.policy;

import dev.holdfast.contract.operator.device.Trust;

/**
 * Devices that would go from one trust to another.
 *
 * @param from what is decided now
 * @param to what the candidate would decide
 * @param devices how many
 */
public record ReplayTurn(Trust from, Trust to, long devices) {}
