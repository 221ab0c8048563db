package dev.holdfast.contract.operator.reference;

/**
 * What retiring a reference value would do. Counts devices whose newest evidence reports the value's digest.
 *
 * @param devices how many
 * @param losing of which trusted or outdated now: at their next attestation they run software that does not count
 */
public record RetirementPreview(long devices, long losing) {}
