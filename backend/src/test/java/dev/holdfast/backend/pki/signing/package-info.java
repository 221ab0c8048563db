/** Tests of the keys that sign images and manifest sets. */
@NullMarked
package dev.holdfast.backend.pki.signing;

import org.jspecify.annotations.NullMarked;
