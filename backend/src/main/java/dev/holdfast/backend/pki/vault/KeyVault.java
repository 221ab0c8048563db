package dev.holdfast.backend.pki.vault;

import dev.holdfast.backend.pki.certificate.CertificateAuthority;
import dev.holdfast.backend.pki.key.KeyUnavailableException;
import dev.holdfast.backend.pki.key.MacKey;
import dev.holdfast.backend.pki.key.P256Signer;
import dev.holdfast.backend.pki.key.PrivateKeyHandle;
import java.util.Optional;
import java.util.UUID;

/**
 * Keys of an installation, the same for all its backends. All methods block, possibly for milliseconds on first use, and then answer
 * from memory.
 *
 * <p>Any method may throw {@link KeyUnavailableException}.
 */
public interface KeyVault {
    /** ID of the first key that signs manifest sets. The first start creates it. */
    UUID FIRST_SET_KEY = new UUID(0, 0);

    /** Returns the root: P-384, trusted by gateways and relying parties, certifies only the policy CA. */
    CertificateAuthority root();

    /** Returns the installation's own policy CA: P-384, certifies only catalog CAs. */
    CertificateAuthority policyAuthority();

    /** Returns a replaceable P-256 key: of a catalog's authority, for images, or for manifest sets; empty when it does not exist. */
    Optional<PrivateKeyHandle> key(UUID id);

    /** Creates a replaceable key durably, or returns the existing one. */
    PrivateKeyHandle createKey(UUID id);

    /** Removes a replaceable key that was never used or was replaced. */
    void removeKey(UUID id);

    /** Returns the key that signs capability files. */
    P256Signer capabilityKey();

    /** Returns the key that signs attestation results. */
    P256Signer resultKey();

    /** Returns the key that signs transfers of devices between catalogs. */
    P256Signer voucherKey();

    /** Returns the secret that authenticates challenges to devices. */
    MacKey challengeSecret();

    /** Returns the secret from which the audit log's key is derived. */
    MacKey auditSecret();
}
