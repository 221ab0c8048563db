package dev.holdfast.contract.operator.job;

import org.jspecify.annotations.Nullable;

/**
 * A job that puts devices of the catalog into a group.
 *
 * @param devices which
 * @param product the group's product, by name
 * @param group the group, by name
 * @param reason why, up to 200 characters on one line; null or empty for none
 */
public record NewMoveJob(
        DeviceSelection devices,
        String product,
        String group,
        @Nullable String reason) {}
