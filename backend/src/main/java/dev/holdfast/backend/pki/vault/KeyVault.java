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
    /** Returns the root: P-384, trusted by gateways and relying parties, certifies only the policy CA. */
    CertificateAuthority root();

    /** Returns the installation's own policy CA: P-384, certifies only catalog CAs. */
    CertificateAuthority policyAuthority();

    /** Returns the P-256 key of a catalog's authority; empty when it does not exist. */
    Optional<PrivateKeyHandle> authorityKey(UUID id);

    /** Creates the key of a catalog's authority durably, or returns the existing one. */
    PrivateKeyHandle createAuthorityKey(UUID id);

    /** Removes the key of an authority that was never used. */
    void removeAuthorityKey(UUID id);

    /** Returns the key that signs customers' images and manifest sets. */
    P256Signer imageKey();

    /** Returns the key that signs attestation results. */
    P256Signer resultKey();

    /** Returns the key that signs transfers of devices between catalogs. */
    P256Signer voucherKey();

    /** Returns the secret that authenticates challenges to devices. */
    MacKey challengeSecret();

    /** Returns the secret from which the audit log's key is derived. */
    MacKey auditSecret();
}
