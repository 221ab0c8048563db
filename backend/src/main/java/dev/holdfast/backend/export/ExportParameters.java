package dev.holdfast.backend.export;

import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/**
 * Query parameters of an export.
 *
 * @param filter null for all rows
 * @param sort name of an order; null for the default order of the list
 * @param fields names of fields, separated by commas; null for all fields
 */
public record ExportParameters(
        @QueryParam("filter") @Nullable String filter,
        @QueryParam("sort") @Nullable String sort,
        @QueryParam("fields") @Nullable String fields) {}
