/**
 * Special images in the flash of an MT3620: image manifests, the trusted keystore and capability files. Each is the
 * body of an {@link dev.holdfast.contract.format.ImagePackage}, whose signature is verified before the body is parsed.
 * The layouts are Azure Sphere's, as far as they are public. Bytes without a public meaning are kept unchanged. See
 * {@code docs/formats.md} for all layouts.
 *
 * <p>Start reading at {@link dev.holdfast.contract.mt3620.ImageManifest}, then
 * {@link dev.holdfast.contract.mt3620.KeystoreUpdate}.
 */
@NullMarked
package dev.holdfast.contract.mt3620;

import org.jspecify.annotations.NullMarked;
