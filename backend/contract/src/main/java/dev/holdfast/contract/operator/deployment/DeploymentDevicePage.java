package dev.holdfast.contract.operator.deployment;

import dev.holdfast.contract.operator.device.DeviceView;
import java.util.List;

/**
 * Page of devices that a deployment targets.
 *
 * @param items devices of the group by the state of its current update: failed ones first, attested ones last
 * @param total number of devices
 */
public record DeploymentDevicePage(List<DeviceView> items, long total) {}
