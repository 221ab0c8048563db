/** Append-only logs. */
@NullMarked
package dev.holdfast.contract.tlog;

import org.jspecify.annotations.NullMarked;
