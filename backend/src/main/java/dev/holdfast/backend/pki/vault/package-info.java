/**
 * Key storage of an installation: {@link dev.holdfast.backend.pki.vault.KeyVault} over a PKCS#12 file or a PKCS#11 token.
 *
 * <p>Guarantees: a key is durable before anything that it signs is; every backend of an installation sees the same keys.
 *
 * <p>Start reading at {@link dev.holdfast.backend.pki.vault.KeyVault}; {@link dev.holdfast.backend.pki.vault.Keys} selects the implementation.
 */
@NullMarked
package dev.holdfast.backend.pki.vault;

import org.jspecify.annotations.NullMarked;
