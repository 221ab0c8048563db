package dev.holdfast.contract.operator.catalog;

import java.time.Instant;

/**
 * An interval in which no backend ran: silence in it is nobody's fault but the installation's.
 *
 * @param beganAt the last sign of life before it
 * @param endedAt the first one after it
 */
public record VerifierOutage(Instant beganAt, Instant endedAt) {}
