/** Who did what. */
@NullMarked
package dev.holdfast.contract.operator.audit;

import org.jspecify.annotations.NullMarked;
