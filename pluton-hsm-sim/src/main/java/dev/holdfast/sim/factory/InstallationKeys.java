package dev.holdfast.sim.factory;

import dev.holdfast.contract.id.P256PublicKey;

/**
 * Keys of an installation that its chips trust.
 *
 * @param setKey signs manifest sets
 * @param capabilityKey signs capability files
 * @param resultKey signs attestation results
 * @param rootCertificatePem root of all device certificates
 */
public record InstallationKeys(
        P256PublicKey setKey, P256PublicKey capabilityKey, P256PublicKey resultKey, String rootCertificatePem) {}
