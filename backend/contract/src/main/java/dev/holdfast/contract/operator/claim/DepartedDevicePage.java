package dev.holdfast.contract.operator.claim;

import java.util.List;

/**
 * Page of departed devices.
 *
 * @param items departed devices, newest departure first
 * @param total number of departed devices
 */
public record DepartedDevicePage(List<DepartedDeviceView> items, long total) {}
