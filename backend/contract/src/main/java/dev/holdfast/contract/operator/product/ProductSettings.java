package dev.holdfast.contract.operator.product;

import dev.holdfast.contract.operator.text.PlainLines;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * What a product says of itself.
 *
 * @param description at most {@value GroupSettings#MOST_DESCRIPTION} characters
 */
public record ProductSettings(
        @NotNull @Size(max = GroupSettings.MOST_DESCRIPTION) @PlainLines(mayBeBlank = true)
        String description) {}
