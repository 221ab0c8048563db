package dev.holdfast.contract.operator.device;

/**
 * Number of devices that match a filter.
 *
 * @param devices number of matching devices
 * @param estimated whether the number is an estimate because counting takes too long
 */
public record DeviceCount(long devices, boolean estimated) {}
