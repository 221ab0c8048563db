package dev.holdfast.contract.operator.authority;

import dev.holdfast.contract.id.P256PublicKey;

/**
 * The public keys of an installation: what a factory burns into a device, and what a relying party needs.
 *
 * @param rootCertificate PEM of the root of all device certificates
 * @param imageKey signs customers' images and manifest sets
 * @param resultKey signs attestation results
 * @param voucherKey signs the vouchers by which devices change catalogs
 */
public record InstallationTrust(
        String rootCertificate, P256PublicKey imageKey, P256PublicKey resultKey, P256PublicKey voucherKey) {}
