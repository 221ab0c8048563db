package dev.holdfast.contract.operator.job;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.product.NewDeviceGroup;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * A job that claims devices into a group, by the manufacturers' word for the catalog. Proofs of possession live for minutes: claim with them
 * at once.
 *
 * @param deviceIds 1 to 100,000 device IDs
 * @param product the group's product, by name; {@link NoGroup#NAME} or {@link NoGroup#DEFAULT}, as group alike, for no group
 * @param group the group, by name
 */
public record NewClaimJob(
        @NotNull @Size(min = 1, max = DeviceSelection.MOST) List<DeviceId> deviceIds,

        @NotNull @Size(min = 1, max = NewDeviceGroup.MOST_NAME) @PlainLine
        String product,

        @NotNull @Size(min = 1, max = NewDeviceGroup.MOST_NAME) @PlainLine
        String group) {}
