package dev.holdfast.sim.factory;

import dev.holdfast.contract.id.P256PublicKey;

/**
 * What an installation's chips trust, besides the operating system's manufacturer.
 *
 * @param imageKey signs customers' images and manifest sets
 * @param resultKey signs attestation results
 * @param rootCertificatePem every certificate for a device chains to it
 */
public record InstallationKeys(P256PublicKey imageKey, P256PublicKey resultKey, String rootCertificatePem) {}
