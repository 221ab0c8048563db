/**
 * Infrastructure of all features, which depends on none of them: transactions with row-level security
 * ({@link dev.holdfast.backend.platform.db}), problem documents, events, the audit log and the internal listener.
 *
 * <p>Start reading at {@link dev.holdfast.backend.platform.tx.Transactions}.
 */
@NullMarked
package dev.holdfast.backend.platform;

import org.jspecify.annotations.NullMarked;
