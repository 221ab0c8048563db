package dev.holdfast.contract.operator.transfer;

import dev.holdfast.contract.operator.product.NewDeviceGroup;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Device group for the devices of an accepted transfer.
 *
 * @param product name of the product; {@link NoGroup#NAME} or {@link NoGroup#DEFAULT} in both product and group for
 *     no group
 * @param group name of the device group
 */
public record TransferAcceptance(
        @NotNull @Size(min = 1, max = NewDeviceGroup.MAX_NAME) @PlainLine
        String product,

        @NotNull @Size(min = 1, max = NewDeviceGroup.MAX_NAME) @PlainLine
        String group) {}
