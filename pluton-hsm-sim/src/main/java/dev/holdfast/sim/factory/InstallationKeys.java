package dev.holdfast.sim.factory;

import dev.holdfast.contract.id.P256PublicKey;

/**
 * Keys of an installation that its chips trust.
 *
 * @param imageKey signs customers' images and manifest sets
 * @param resultKey signs attestation results
 * @param rootCertificatePem root of all device certificates
 */
public record InstallationKeys(P256PublicKey imageKey, P256PublicKey resultKey, String rootCertificatePem) {}
