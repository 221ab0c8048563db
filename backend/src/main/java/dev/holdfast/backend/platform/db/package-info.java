/**
 * Transactions with row-level security. {@link dev.holdfast.backend.platform.db.CatalogConnection#begin()} tells PostgreSQL the catalog that
 * {@link dev.holdfast.backend.platform.tx.Transactions} put on the Vert.x context. Only {@code Tx.recordIn} switches to another catalog later.
 * A statement outside of a transaction, or in a transaction without a catalog, sees no rows of catalogs.
 *
 * <p>Start reading at {@link dev.holdfast.backend.platform.tx.Transactions}.
 */
@NullMarked
package dev.holdfast.backend.platform.db;

import org.jspecify.annotations.NullMarked;
