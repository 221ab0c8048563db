package dev.holdfast.contract.operator.reference;

/**
 * Impact of retiring a reference value, by the newest evidence of each device.
 *
 * @param devices number of devices that report its digest
 * @param losing number of these devices that are trusted or outdated, and become untrusted at their next attestation
 */
public record RetirementPreview(long devices, long losing) {}
