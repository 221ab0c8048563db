/**
 * Bytes of images: uploads in temporary files, the stored chunks, and rules for both. Guarantees: an upload needs no more memory than a few chunks, and its
 * temporary file is deleted in any case. Start reading at {@link dev.holdfast.backend.update.content.SpooledUploads}.
 */
@NullMarked
package dev.holdfast.backend.update.content;

import org.jspecify.annotations.NullMarked;
