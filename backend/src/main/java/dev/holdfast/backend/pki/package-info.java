/**
 * Keys and certificates: the device hierarchy (root, policy CA, one CA after the other a catalog, short-lived leaves) and the keys that sign
 * images and attestation results.
 *
 * <p>From the bottom up; each package knows those above it in this list alone:
 *
 * <ul>
 *   <li>{@code key}: what signs, without a way to read it
 *   <li>{@code certificate}: forms and encodings of certificates; the profiles of authorities
 *   <li>{@code vault}: where an installation's keys live, PKCS#12 or PKCS#11
 *   <li>{@code authority}: a catalog's authorities one after the other: minted, active, expired
 *   <li>{@code issuing}: certificates for devices
 *   <li>{@code relyingparty}: lists, bundles, chains and proofs for who must trust devices
 *   <li>{@code root}: roots of others above the policy authority
 *   <li>{@code revocation}: blocking, revoking, retiring; revocation lists and OCSP
 * </ul>
 */
@NullMarked
package dev.holdfast.backend.pki;

import org.jspecify.annotations.NullMarked;
