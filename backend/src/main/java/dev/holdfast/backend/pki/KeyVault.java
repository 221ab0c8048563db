package dev.holdfast.backend.pki;

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

    /** Returns the policy CA: P-384, signs catalog CAs alone. */
    CertificateAuthority policyAuthority();

    /** Returns the CA of a catalog, which signs the leaves of its devices; empty when it was never made. */
    Optional<CertificateAuthority> catalogAuthority(UUID catalog);

    /** Makes the CA of a catalog, durably; returns the existing one when there is one. */
    CertificateAuthority createCatalogAuthority(UUID catalog);

    /** Returns the key that signs customers' images and manifest sets. */
    P256Signer imageKey();

    /** Returns the key that signs attestation results. */
    P256Signer resultKey();

    /** Returns the key that signs transfers of devices between catalogs. */
    P256Signer voucherKey();

    /** Returns the secret behind challenges. */
    MacKey challengeSecret();
}
