/** Tests of the package of the same name. */
@NullMarked
package dev.holdfast.ui.product;

import org.jspecify.annotations.NullMarked;
