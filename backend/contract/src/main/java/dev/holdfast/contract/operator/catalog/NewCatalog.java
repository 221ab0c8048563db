package dev.holdfast.contract.operator.catalog;

import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * Catalog to create.
 *
 * @param name {@value #NAME}, unique in the installation, case-insensitive
 * @param displayName 1 to {@value #MAX_DISPLAY_NAME} characters
 */
public record NewCatalog(
        @NotNull @Pattern(regexp = NewCatalog.NAME, message = "must have 1 to 50 letters, digits, '_' or '-'")
        String name,

        @NotNull @Size(min = 1, max = NewCatalog.MAX_DISPLAY_NAME) @PlainLine
        String displayName) {
    /** Maximum length of a display name. */
    public static final int MAX_DISPLAY_NAME = 100;

    /**
     * Pattern of a name, as in Azure Sphere: 1 to 50 letters, digits, '_' and '-'. Valid in Java, browsers and
     * OpenAPI.
     */
    public static final String NAME = "^[A-Za-z0-9_\\-]{1,50}$";
}
