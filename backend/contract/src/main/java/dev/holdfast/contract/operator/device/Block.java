package dev.holdfast.contract.operator.device;

import java.time.Instant;

/**
 * Block of a device: every connection of the device is refused.
 *
 * @param at time of the block
 * @param by user who blocked the device
 * @param reason reason for the block
 */
public record Block(Instant at, String by, String reason) {}
