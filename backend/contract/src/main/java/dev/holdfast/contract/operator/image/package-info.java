/** Uploaded images. */
@NullMarked
package dev.holdfast.contract.operator.image;

import org.jspecify.annotations.NullMarked;
