package dev.holdfast.contract.operator.product;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * A device group to create.
 *
 * @param name {@value #NAME}, unique in the product, case-insensitively; those of {@link NoGroup} are no names
 * @param settings what its devices get
 */
public record NewDeviceGroup(
        @NotNull
        @Pattern(regexp = NewDeviceGroup.NAME, message = "has 1 to 50 letters and digits, and blanks between them")
        String name,

        @NotNull @Valid GroupSettings settings) {
    /** No product's or group's name is longer. */
    public static final int MOST_NAME = 50;

    /** What a name is, as in Azure Sphere: 1 to 50 letters and digits, and blanks between them. */
    public static final String NAME = "^([A-Za-z0-9]{1,2}|[A-Za-z0-9][A-Za-z0-9 ]{1,48}[A-Za-z0-9])$";
}
