package dev.holdfast.contract.operator.authority;

import dev.holdfast.contract.id.P256PublicKey;

/**
 * Public keys of an installation, for device firmware and relying parties.
 *
 * @param rootCertificate PEM of the root of all device certificates
 * @param imageKey key that signs customers' images and manifest sets
 * @param resultKey key that signs attestation results
 * @param voucherKey key that signs transfer vouchers
 */
public record InstallationTrust(
        String rootCertificate, P256PublicKey imageKey, P256PublicKey resultKey, P256PublicKey voucherKey) {}
