package dev.holdfast.contract.operator.manufacturer;

/**
 * Result of revoking or restoring endorsements.
 *
 * @param chips number of changed endorsements
 * @param devices number of affected devices in catalogs
 */
public record RevocationResult(long chips, long devices) {}
