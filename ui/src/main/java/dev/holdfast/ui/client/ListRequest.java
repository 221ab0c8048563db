package dev.holdfast.ui.client;

import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/**
 * A request for a page of a list.
 *
 * @param filter in the language of filters; null for everything
 * @param sort the name of an order, with {@code -} before it for descending; null for the list's own order
 * @param cursor where the page begins; null for the first page
 * @param limit the most rows, 1 to {@value LinkedPages#MOST}
 */
public record ListRequest(
        @RestQuery @Nullable String filter,
        @RestQuery @Nullable String sort,
        @RestQuery @Nullable String cursor,
        @RestQuery int limit) {
    public static ListRequest of(@Nullable String filter, int limit) {
        return new ListRequest(filter, null, null, limit);
    }

    public ListRequest behind(@Nullable String newCursor, int newLimit) {
        return new ListRequest(filter, sort, newCursor, newLimit);
    }
}
