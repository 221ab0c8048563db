package dev.holdfast.contract.operator.device;

import java.time.Instant;

/**
 * That a device is let in nowhere.
 *
 * @param at since when
 * @param by who blocked it
 * @param reason why
 */
public record Block(Instant at, String by, String reason) {}
