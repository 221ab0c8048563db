/**
 * Keys and certificates: the device hierarchy (root, policy authority, rotating authorities of each catalog, short-lived device
 * certificates) and the keys that sign images, attestation results and transfer vouchers.
 *
 * <p>Each package depends only on packages above it in this list:
 *
 * <ul>
 *   <li>{@code key}: keys that sign and cannot be read
 *   <li>{@code certificate}: profiles and encodings of certificates
 *   <li>{@code vault}: key storage in PKCS#12 or PKCS#11
 *   <li>{@code authority}: certificate authorities of catalogs and their rotation
 *   <li>{@code issuing}: device certificates
 *   <li>{@code relyingparty}: trust bundles, chains and proofs of possession for relying parties
 *   <li>{@code root}: external roots above the policy authority
 *   <li>{@code revocation}: blocking devices, revoking certificates, retiring authorities; CRLs and OCSP
 * </ul>
 */
@NullMarked
package dev.holdfast.backend.pki;

import org.jspecify.annotations.NullMarked;
