/**
 * Replacement of the keys that sign images and manifest sets.
 *
 * <p>Start reading at {@link dev.holdfast.backend.pki.signing.ReplaceSetKey}.
 */
@NullMarked
package dev.holdfast.backend.pki.signing;

import org.jspecify.annotations.NullMarked;
