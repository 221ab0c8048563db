/** Tests of the bytes of images. */
@NullMarked
package dev.holdfast.backend.update.content;

import org.jspecify.annotations.NullMarked;
