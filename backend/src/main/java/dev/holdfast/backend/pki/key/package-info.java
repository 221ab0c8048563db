/**
 * Keys that can sign only; no key leaves {@code pki} as bytes.
 *
 * <p>Start reading at {@link dev.holdfast.backend.pki.key.PrivateKeyHandle}.
 */
@NullMarked
package dev.holdfast.backend.pki.key;

import org.jspecify.annotations.NullMarked;
