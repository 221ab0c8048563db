/** Tests of images. */
@NullMarked
package dev.holdfast.backend.update.image;

import org.jspecify.annotations.NullMarked;
