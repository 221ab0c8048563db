package dev.holdfast.contract.operator.job;

/**
 * A job that blocks or unblocks devices.
 *
 * @param devices which
 * @param reason why, 1 to 200 characters on one line
 */
public record NewBlockJob(DeviceSelection devices, String reason) {}
