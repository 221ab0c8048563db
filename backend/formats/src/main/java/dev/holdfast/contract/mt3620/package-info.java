/**
 * What lies in an MT3620's flash besides plain images: image manifests, the trusted keystore and capability files.
 * Each is the body of an {@link dev.holdfast.contract.format.ImagePackage}, so the signature over the whole is checked
 * before a byte of the body is looked at. The layouts are Azure Sphere's, as far as they are public; where the meaning
 * of bytes is not, they are kept as they are and the Javadoc says so. One page with all of them:
 * {@code docs/formats.md}.
 *
 * <p>Start reading at {@link dev.holdfast.contract.mt3620.ImageManifest}, then
 * {@link dev.holdfast.contract.mt3620.KeystoreUpdate}.
 */
@NullMarked
package dev.holdfast.contract.mt3620;

import org.jspecify.annotations.NullMarked;
