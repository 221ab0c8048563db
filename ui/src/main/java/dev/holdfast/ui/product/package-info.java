/** Products and their device groups. Start with {@link dev.holdfast.ui.product.ProductsView}. */
@NullMarked
package dev.holdfast.ui.product;

import org.jspecify.annotations.NullMarked;
