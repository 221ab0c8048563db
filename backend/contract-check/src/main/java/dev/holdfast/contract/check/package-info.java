/** Checks responses of the operator API in tests. Start at {@link dev.holdfast.contract.check.DocumentedApi}. */
@NullMarked
package dev.holdfast.contract.check;

import org.jspecify.annotations.NullMarked;
