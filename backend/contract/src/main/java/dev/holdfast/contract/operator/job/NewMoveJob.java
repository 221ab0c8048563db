package dev.holdfast.contract.operator.job;

import dev.holdfast.contract.operator.product.NoGroup;
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
        DeviceSelection devices,
        String product,
        String group,
        @Nullable String reason) {}
