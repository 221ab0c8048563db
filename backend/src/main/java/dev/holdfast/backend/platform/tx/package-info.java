/**
 * Transactions for use cases. {@link dev.holdfast.backend.platform.tx.Transactions} begins one and provides its {@link
 * dev.holdfast.backend.platform.tx.Tx}.
 */
@NullMarked
package dev.holdfast.backend.platform.tx;

import org.jspecify.annotations.NullMarked;
