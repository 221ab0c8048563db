package dev.holdfast.contract.operator.deployment;

import dev.holdfast.contract.operator.device.DeviceView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page of devices that a deployment targets.
 *
 * @param items devices of the group by the state of its current update: failed ones first, attested ones last
 * @param total number of devices
 * @param next cursor of the next page; null on the last page
 */
public record DeploymentDevicePage(
        List<DeviceView> items, long total, @Nullable String next) {}
