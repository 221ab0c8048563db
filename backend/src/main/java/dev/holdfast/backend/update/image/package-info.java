/**
 * Customers' images: upload, list, deletion.
 *
 * <p>Guarantees: the catalog's image key signs an image. Only an image that nothing needs can be deleted. Start reading at
 * {@link dev.holdfast.backend.update.image.UploadImage}.
 */
@NullMarked
package dev.holdfast.backend.update.image;

import org.jspecify.annotations.NullMarked;
