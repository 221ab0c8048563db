package dev.holdfast.contract.operator.product;

import dev.holdfast.contract.operator.text.PlainLines;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Product to create.
 *
 * @param name {@value #NAME}, unique in the catalog, case-insensitive
 * @param description at most {@value GroupSettings#MAX_DESCRIPTION} characters; null for none
 */
public record NewProduct(
        @NotNull
        @Pattern(
                regexp = NewProduct.NAME,
                message = "must have 3 to 50 letters, digits, spaces or '_', and must not begin or end with a space")
        String name,

        @Size(max = GroupSettings.MAX_DESCRIPTION) @PlainLines(mayBeBlank = true) @Nullable
        String description) {
    /**
     * Pattern of a name, as in Azure Sphere: 3 to 50 letters, digits, spaces and '_', without spaces at its ends.
     * Valid in Java, browsers and OpenAPI.
     */
    public static final String NAME = "^[A-Za-z0-9_][A-Za-z0-9_ ]{1,48}[A-Za-z0-9_]$";
}
