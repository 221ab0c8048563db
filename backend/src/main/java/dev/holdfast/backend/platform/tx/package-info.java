/**
 * What use cases see of a transaction. {@link dev.holdfast.backend.platform.tx.Transactions} begins one and hands out its {@link
 * dev.holdfast.backend.platform.tx.Tx}.
 */
@NullMarked
package dev.holdfast.backend.platform.tx;

import org.jspecify.annotations.NullMarked;
