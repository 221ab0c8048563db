package dev.holdfast.contract.operator.manufacturer;

/**
 * What revoking or restoring endorsements did.
 *
 * @param chips endorsements whose state changed
 * @param devices devices of catalogs that lost or regained the right to attest
 */
public record RevocationResult(long chips, long devices) {}
