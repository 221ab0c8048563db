package dev.holdfast.contract.operator.deployment;

import dev.holdfast.contract.operator.device.DeviceView;
import java.util.List;

/**
 * Page of devices that a deployment targets.
 *
 * @param devices devices by state, devices with problems first
 * @param total number of devices
 */
public record DeploymentDevicePage(List<DeviceView> devices, long total) {}
