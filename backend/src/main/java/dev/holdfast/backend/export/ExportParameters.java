package dev.holdfast.backend.export;

import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/**
 * What of a list is exported, as it came.
 *
 * @param filter in the language of lists; null for everything
 * @param sort the name of an order; null for the list's own
 * @param fields names of fields, with commas between them; null for all
 */
public record ExportParameters(
        @QueryParam("filter") @Nullable String filter,
        @QueryParam("sort") @Nullable String sort,
        @QueryParam("fields") @Nullable String fields) {}
