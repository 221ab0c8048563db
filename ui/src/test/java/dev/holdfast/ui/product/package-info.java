/** Tests of the page of products and device groups. */
@NullMarked
package dev.holdfast.ui.product;

import org.jspecify.annotations.NullMarked;
