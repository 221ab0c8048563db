package dev.holdfast.contract.operator.reference;

/**
 * Retires a reference value.
 *
 * @param reason for whoever asks later, 1 to 500 characters
 */
public record Retirement(String reason) {}
