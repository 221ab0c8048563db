package dev.holdfast.backend.pki.vault;

import dev.holdfast.backend.pki.certificate.CertificateAuthority;
import dev.holdfast.backend.pki.key.KeyUnavailableException;
import dev.holdfast.backend.pki.key.MacKey;
import dev.holdfast.backend.pki.key.P256Signer;
import dev.holdfast.backend.pki.key.PrivateKeyHandle;
import java.util.Optional;
import java.util.UUID;

/**
 * Where an installation's keys live. Every backend of an installation sees the same keys. All methods block, possibly
 * for milliseconds the first time; afterwards they answer from memory.
 *
 * <p>Any method may throw {@link KeyUnavailableException}.
 */
public interface KeyVault {
    /** Returns the root: P-384, trusted by gateways and relying parties, signs the policy CA alone. */
    CertificateAuthority root();

    /** Returns the policy CA of the installation's own making: P-384, signs catalog CAs alone. */
    CertificateAuthority policyAuthority();

    /** Returns the key of a catalog's authority, P-256; empty when there is none of this id. */
    Optional<PrivateKeyHandle> authorityKey(UUID id);

    /** Makes the key of a catalog's authority, durably; returns the existing one when there is one. */
    PrivateKeyHandle createAuthorityKey(UUID id);

    /** Removes the key of an authority that never existed. */
    void removeAuthorityKey(UUID id);

    /** Returns the key that signs customers' images and manifest sets. */
    P256Signer imageKey();

    /** Returns the key that signs attestation results. */
    P256Signer resultKey();

    /** Returns the key that signs transfers of devices between catalogs. */
    P256Signer voucherKey();

    /** Returns the secret behind challenges. */
    MacKey challengeSecret();

    /** Returns the secret behind the key that signs the audit logs' checkpoints. */
    MacKey auditSecret();
}
