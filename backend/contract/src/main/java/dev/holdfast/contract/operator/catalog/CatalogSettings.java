package dev.holdfast.contract.operator.catalog;

import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Changeable properties of a catalog. Its name never changes, because paths and groups of the identity provider contain it.
 *
 * @param displayName 1 to {@value NewCatalog#MAX_DISPLAY_NAME} characters
 */
public record CatalogSettings(
        @NotNull @Size(min = 1, max = NewCatalog.MAX_DISPLAY_NAME) @PlainLine
        String displayName) {}
