package dev.holdfast.contract.operator.policy;

/**
 * The way back to the version that was active before.
 *
 * @param comment why, 1 to 500 characters
 */
public record NewRollback(String comment) {}
