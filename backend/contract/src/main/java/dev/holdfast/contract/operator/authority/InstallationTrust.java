package dev.holdfast.contract.operator.authority;

import dev.holdfast.contract.id.P256PublicKey;
import java.util.List;

/**
 * Public keys of an installation, for device firmware and relying parties.
 *
 * @param rootCertificate PEM of the root of all device certificates
 * @param setKeys keys that sign manifest sets, oldest first: one, or two while the key is replaced. New devices get the last one
 * @param capabilityKey key that signs capability files
 * @param resultKey key that signs attestation results
 * @param voucherKey key that signs transfer vouchers
 */
public record InstallationTrust(
        String rootCertificate,
        List<P256PublicKey> setKeys,
        P256PublicKey capabilityKey,
        P256PublicKey resultKey,
        P256PublicKey voucherKey) {
    /** Copies the list. */
    public InstallationTrust {
        setKeys = List.copyOf(setKeys);
    }
}
