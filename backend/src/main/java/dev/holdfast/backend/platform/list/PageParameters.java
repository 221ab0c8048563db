package dev.holdfast.backend.platform.list;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/**
 * What a list takes that has one order and no filter, as it came.
 *
 * @param cursor where to go on; null for the beginning
 * @param limit how many rows at most
 * @param uri the request's, which the link to the next page is made of
 */
public record PageParameters(
        @QueryParam("cursor") @Nullable String cursor,
        @QueryParam("limit") @Nullable String limit,
        @Context UriInfo uri) {}
