/** Events of the operator API. */
@NullMarked
package dev.holdfast.contract.operator.event;

import org.jspecify.annotations.NullMarked;
