package dev.holdfast.contract.operator.transfer;

import dev.holdfast.contract.operator.product.NewDeviceGroup;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Where the devices of an accepted transfer go.
 *
 * @param product the product's name; {@link NoGroup#NAME} or {@link NoGroup#DEFAULT}, as group alike, for no group
 * @param group the group's name
 */
public record TransferAcceptance(
        @NotNull @Size(min = 1, max = NewDeviceGroup.MOST_NAME) @PlainLine
        String product,

        @NotNull @Size(min = 1, max = NewDeviceGroup.MOST_NAME) @PlainLine
        String group) {}
