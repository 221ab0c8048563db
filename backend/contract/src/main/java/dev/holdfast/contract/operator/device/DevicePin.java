package dev.holdfast.contract.operator.device;

import java.time.Instant;

/**
 * Pin of a device to its images: gateways offer it no update.
 *
 * @param at time of the pin
 * @param by user who pinned the device
 * @param reason reason for the pin
 */
public record DevicePin(Instant at, String by, String reason) {}
