package dev.holdfast.contract.operator.product;

import dev.holdfast.contract.operator.text.PlainLines;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Settings of a product.
 *
 * @param description at most {@value GroupSettings#MAX_DESCRIPTION} characters
 */
public record ProductSettings(
        @NotNull @Size(max = GroupSettings.MAX_DESCRIPTION) @PlainLines(mayBeBlank = true)
        String description) {}
