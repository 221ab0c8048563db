/** Uploaded images. Start with {@link dev.holdfast.ui.image.ImagesView}. */
@NullMarked
package dev.holdfast.ui.image;

import org.jspecify.annotations.NullMarked;
