/**
 * What all lists of the operator API have in common: a filter, an order, pages by keyset, chosen fields, and the whole list as CSV or lines
 * of JSON. Begin with {@link dev.holdfast.backend.platform.list.Listing}; a list that is one SELECT is a {@link
 * dev.holdfast.backend.platform.list.KeysetList}.
 *
 * <p>A cursor is a place between two rows, not a number of rows: what comes or goes meanwhile lets no other row appear twice or be left
 * out.
 */
@NullMarked
package dev.holdfast.backend.platform.list;

import org.jspecify.annotations.NullMarked;
