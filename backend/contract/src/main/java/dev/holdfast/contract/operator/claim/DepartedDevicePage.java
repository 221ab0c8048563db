package dev.holdfast.contract.operator.claim;

import java.util.List;

/**
 * A page of the devices that left.
 *
 * @param devices the newest departure first
 * @param total how many there are
 */
public record DepartedDevicePage(List<DepartedDeviceView> devices, long total) {}
