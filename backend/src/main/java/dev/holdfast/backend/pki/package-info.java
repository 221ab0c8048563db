/**
 * Keys and certificates: the device hierarchy (root, policy CA, one CA a catalog, 24-hour leaves) and the keys that sign
 * images and attestation results.
 *
 * <p>Guarantees: no key leaves this package as bytes ({@link dev.holdfast.backend.pki.PrivateKeyHandle} signs and does
 * nothing else); a leaf names one device and one use; no serial number repeats.
 *
 * <p>Start reading at {@link dev.holdfast.backend.pki.KeyVault}, then
 * {@link dev.holdfast.backend.pki.IssueCertificates}.
 */
@NullMarked
package dev.holdfast.backend.pki;

import org.jspecify.annotations.NullMarked;
