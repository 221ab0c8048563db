/**
 * What every feature stands on and no feature owns: transactions inside a catalog's walls
 * ({@link dev.holdfast.backend.platform.db}), problem documents, events, the audit log and the internal listener.
 * It knows no feature.
 *
 * <p>Start reading at {@link dev.holdfast.backend.platform.tx.Transactions}.
 */
@NullMarked
package dev.holdfast.backend.platform;

import org.jspecify.annotations.NullMarked;
