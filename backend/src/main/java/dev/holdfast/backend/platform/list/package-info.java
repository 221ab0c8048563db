/**
 * Lists of the operator API: filter, order, keyset paging, field selection, and export as CSV or JSON lines. Start reading at
 * {@link dev.holdfast.backend.platform.list.Listing}; lists with one SELECT extend {@link dev.holdfast.backend.platform.list.KeysetList}.
 *
 * <p>A cursor is a position between rows, not an offset, so concurrent changes neither repeat nor skip other rows.
 */
@NullMarked
package dev.holdfast.backend.platform.list;

import org.jspecify.annotations.NullMarked;
