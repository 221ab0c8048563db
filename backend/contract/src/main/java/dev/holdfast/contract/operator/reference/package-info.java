/** Reference values: the expected measurements. */
@NullMarked
package dev.holdfast.contract.operator.reference;

import org.jspecify.annotations.NullMarked;
