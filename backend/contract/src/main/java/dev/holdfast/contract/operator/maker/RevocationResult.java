package dev.holdfast.contract.operator.maker;

/**
 * What revoking or restoring endorsements did.
 *
 * @param chips endorsements whose standing changed
 * @param devices devices of catalogs that lost or regained the right to attest
 */
public record RevocationResult(long chips, long devices) {}
