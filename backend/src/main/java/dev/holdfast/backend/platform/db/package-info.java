/**
 * Transactions with row-level security. It is switched on in one place: {@link
 * dev.holdfast.backend.platform.db.CatalogConnection#begin()} tells PostgreSQL the catalog of the transaction, which
 * {@link dev.holdfast.backend.platform.tx.Transactions} put on the Vert.x context. A statement outside of a
 * transaction, or in one of no catalog, sees no catalog's row.
 *
 * <p>Start reading at {@link dev.holdfast.backend.platform.tx.Transactions}.
 */
@NullMarked
package dev.holdfast.backend.platform.db;

import org.jspecify.annotations.NullMarked;
