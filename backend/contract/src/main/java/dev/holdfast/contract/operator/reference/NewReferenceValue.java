package dev.holdfast.contract.operator.reference;

import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Reference value to import.
 *
 * @param type image type, as {@link ReferenceValueView#type}
 * @param component GUID of the component
 * @param image GUID of the image
 * @param name 1 to {@value #MAX_NAME} characters, on one line
 * @param digest SHA-256, hex
 * @param securityVersion anti-rollback number, from 0
 */
public record NewReferenceValue(
        @NotNull String type,
        @NotNull ComponentId component,
        @NotNull ImageId image,

        @NotNull @Size(min = 1, max = NewReferenceValue.MAX_NAME) @PlainLine
        String name,

        @NotNull Digest digest,
        @Min(0) long securityVersion) {
    /** Maximum length of a name. */
    public static final int MAX_NAME = 100;
}
