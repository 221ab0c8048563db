package dev.holdfast.contract.operator.job;

import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.product.NewDeviceGroup;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Job that moves devices of the catalog to a group.
 *
 * @param devices selected devices
 * @param product name of the product; {@link NoGroup#NAME} or {@link NoGroup#DEFAULT} in both product and group for
 *     no group
 * @param group name of the device group
 * @param reason up to 200 characters on one line; null or empty for none
 */
public record NewMoveJob(
        @NotNull @Valid DeviceSelection devices,

        @NotNull @Size(min = 1, max = NewDeviceGroup.MAX_NAME) @PlainLine
        String product,

        @NotNull @Size(min = 1, max = NewDeviceGroup.MAX_NAME) @PlainLine
        String group,

        @Size(max = Reason.MAX_LENGTH) @PlainLine(mayBeBlank = true) @Nullable
        String reason) {}
