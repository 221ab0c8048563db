package dev.holdfast.contract.operator.job;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.product.NewDeviceGroup;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * Job that claims devices into a group by endorsement lists. Claim with proofs of possession directly, because proofs
 * expire within minutes.
 *
 * @param deviceIds 1 to 100,000 device IDs
 * @param product name of the product; {@link NoGroup#NAME} or {@link NoGroup#DEFAULT} in both product and group for
 *     no group
 * @param group name of the device group
 */
public record NewClaimJob(
        @NotNull @Size(min = 1, max = DeviceSelection.MAX_DEVICES)
        List<DeviceId> deviceIds,

        @NotNull @Size(min = 1, max = NewDeviceGroup.MAX_NAME) @PlainLine
        String product,

        @NotNull @Size(min = 1, max = NewDeviceGroup.MAX_NAME) @PlainLine
        String group) {}
