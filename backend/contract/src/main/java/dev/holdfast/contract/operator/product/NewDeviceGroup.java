package dev.holdfast.contract.operator.product;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * Device group to create.
 *
 * @param name {@value #NAME}, unique in the product, case-insensitive
 * @param settings initial settings
 */
public record NewDeviceGroup(
        @NotNull
        @Pattern(
                regexp = NewDeviceGroup.NAME,
                message = "must have 1 to 50 letters and digits, and spaces between them")
        String name,

        @NotNull @Valid GroupSettings settings) {
    /** Maximum length of the name of a product or group. */
    public static final int MAX_NAME = 50;

    /** Pattern of a name, as in Azure Sphere: 1 to 50 letters and digits, and spaces between them. */
    public static final String NAME = "^([A-Za-z0-9]{1,2}|[A-Za-z0-9][A-Za-z0-9 ]{1,48}[A-Za-z0-9])$";
}
