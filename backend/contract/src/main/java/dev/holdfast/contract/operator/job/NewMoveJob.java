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
 * A job that puts devices of the catalog into a group.
 *
 * @param devices which
 * @param product the group's product, by name; {@link NoGroup#NAME} or {@link NoGroup#DEFAULT}, as group alike, for no group
 * @param group the group, by name
 * @param reason why, up to 200 characters on one line; null or empty for none
 */
public record NewMoveJob(
        @NotNull @Valid DeviceSelection devices,

        @NotNull @Size(min = 1, max = NewDeviceGroup.MOST_NAME) @PlainLine
        String product,

        @NotNull @Size(min = 1, max = NewDeviceGroup.MOST_NAME) @PlainLine
        String group,

        @Size(max = Reason.MAX_LENGTH) @PlainLine(mayBeBlank = true) @Nullable
        String reason) {}
