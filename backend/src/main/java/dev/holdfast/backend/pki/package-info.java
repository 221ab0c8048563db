/**
 * Keys and certificates: the device hierarchy (root, policy CA, one CA after the other a catalog, short-lived leaves) and the keys that sign
 * images and attestation results.
 *
 * <p>Guarantees: no key leaves this package as bytes ({@link dev.holdfast.backend.pki.PrivateKeyHandle} signs and does
 * nothing else); a leaf names one device and one use; no serial number repeats, whatever is restored.
 *
 * <p>Which of a catalog's authorities signs follows from the database and the clock: {@link
 * dev.holdfast.backend.pki.AuthorityLine}.
 *
 * <p>Start reading at {@link dev.holdfast.backend.pki.KeyVault}, then
 * {@link dev.holdfast.backend.pki.IssueCertificates}.
 */
@NullMarked
package dev.holdfast.backend.pki;

import org.jspecify.annotations.NullMarked;
