package dev.holdfast.contract.operator.suspicion;

/**
 * Says that there is nothing to a suspicion. It opens again when it happens again.
 *
 * @param reason for whoever asks later, 1 to 200 characters on one line
 */
public record Dismissal(String reason) {}
