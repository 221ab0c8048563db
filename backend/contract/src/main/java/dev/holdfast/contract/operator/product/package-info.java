/** Products and their device groups. */
@NullMarked
package dev.holdfast.contract.operator.product;

import org.jspecify.annotations.NullMarked;
