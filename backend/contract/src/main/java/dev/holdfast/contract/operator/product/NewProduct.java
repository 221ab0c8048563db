package dev.holdfast.contract.operator.product;

import dev.holdfast.contract.operator.text.PlainLines;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A product to create.
 *
 * @param name {@value #NAME}, unique in the catalog, case-insensitively; those of {@link NoGroup} are no names
 * @param description at most {@value GroupSettings#MOST_DESCRIPTION} characters; null for none
 */
public record NewProduct(
        @NotNull
        @Pattern(
                regexp = NewProduct.NAME,
                message = "has 3 to 50 letters, digits, spaces or '_', and neither begins nor ends with a space")
        String name,

        @Size(max = GroupSettings.MOST_DESCRIPTION) @PlainLines(mayBeBlank = true) @Nullable
        String description) {
    /**
     * What a name is, as in Azure Sphere: 3 to 50 letters, digits, blanks and '_', no blank at its ends. A regular
     * expression to Java, to browsers and to OpenAPI alike.
     */
    public static final String NAME = "^[A-Za-z0-9_][A-Za-z0-9_ ]{1,48}[A-Za-z0-9_]$";
}
