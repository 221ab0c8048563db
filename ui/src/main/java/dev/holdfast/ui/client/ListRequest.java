package dev.holdfast.ui.client;

import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/**
 * A request for a page of a list.
 *
 * @param filter null for everything
 * @param sort the name of an order, with {@code -} for descending; null for the default order
 * @param cursor the cursor of the page; null for the first page
 * @param limit the maximum number of rows, 1 to {@value LinkedPages#MAX}
 */
public record ListRequest(
        @RestQuery @Nullable String filter,
        @RestQuery @Nullable String sort,
        @RestQuery @Nullable String cursor,
        @RestQuery int limit) {
    public static ListRequest of(@Nullable String filter, int limit) {
        return new ListRequest(filter, null, null, limit);
    }

    public ListRequest after(@Nullable String newCursor, int newLimit) {
        return new ListRequest(filter, sort, newCursor, newLimit);
    }
}
