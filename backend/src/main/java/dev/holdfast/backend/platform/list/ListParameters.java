package dev.holdfast.backend.platform.list;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/**
 * Unparsed query parameters of lists.
 *
 * @param filter filter; null for everything
 * @param sort order, with {@code -} for descending; null for the default
 * @param cursor position; null for the first page
 * @param fields comma-separated fields; null for all
 * @param limit maximum number of rows; null for the default
 * @param uri URI of the request, for the link to the next page
 */
public record ListParameters(
        @QueryParam("filter") @Nullable String filter,
        @QueryParam("sort") @Nullable String sort,
        @QueryParam("cursor") @Nullable String cursor,
        @QueryParam("fields") @Nullable String fields,
        @QueryParam("limit") @Nullable String limit,
        @Context UriInfo uri) {}
