package dev.holdfast.contract.operator.deployment;

import dev.holdfast.contract.operator.device.DeviceView;
import java.util.List;

/**
 * A page of the devices that a deployment targets.
 *
 * @param devices ordered by state, those that need someone first
 * @param total how many
 */
public record DeploymentDevicePage(List<DeviceView> devices, long total) {}
