/** Who asks, and what they may do. */
@NullMarked
package dev.holdfast.contract.operator.identity;

import org.jspecify.annotations.NullMarked;
