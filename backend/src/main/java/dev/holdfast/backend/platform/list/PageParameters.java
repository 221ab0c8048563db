package dev.holdfast.backend.platform.list;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/**
 * Unparsed query parameters of lists without filter and order.
 *
 * @param cursor position; null for the first page
 * @param limit maximum number of rows; null for the default
 * @param uri URI of the request, for the link to the next page
 */
public record PageParameters(
        @QueryParam("cursor") @Nullable String cursor,
        @QueryParam("limit") @Nullable String limit,
        @Context UriInfo uri) {}
