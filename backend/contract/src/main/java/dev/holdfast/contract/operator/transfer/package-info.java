/** Handing devices over to another catalog. */
@NullMarked
package dev.holdfast.contract.operator.transfer;

import org.jspecify.annotations.NullMarked;
