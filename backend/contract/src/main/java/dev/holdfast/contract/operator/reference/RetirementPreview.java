package dev.holdfast.contract.operator.reference;

/**
 * Impact of retiring a reference value, by the newest evidence of each device.
 *
 * @param devices number of devices that report the digest of the value
 * @param losingTrust number of these devices that are trusted or outdated now. With the shipped policy, they become untrusted at their next
 *     attestation
 */
public record RetirementPreview(long devices, long losingTrust) {}
