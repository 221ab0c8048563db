package dev.holdfast.contract.operator.device;

import java.util.List;

/**
 * A page of devices.
 *
 * @param devices in the order asked for
 * @param total how many match
 */
public record DevicePage(List<DeviceView> devices, long total) {}
