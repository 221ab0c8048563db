package dev.holdfast.backend.platform.list;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/**
 * What every list takes, as it came.
 *
 * @param filter in the language of lists; null for everything
 * @param sort the name of an order, with {@code -} before it for the other way round; null for the list's own
 * @param cursor where to go on; null for the beginning
 * @param fields names of fields, with commas between them; null for all
 * @param limit how many rows at most
 * @param uri the request's, which the link to the next page is made of
 */
public record ListParameters(
        @QueryParam("filter") @Nullable String filter,
        @QueryParam("sort") @Nullable String sort,
        @QueryParam("cursor") @Nullable String cursor,
        @QueryParam("fields") @Nullable String fields,
        @QueryParam("limit") @Nullable String limit,
        @Context UriInfo uri) {}
