package dev.holdfast.contract.operator.catalog;

import java.time.Instant;

/**
 * Period in which no backend ran. Devices could not make contact then.
 *
 * @param beganAt last sign of life before the outage
 * @param endedAt first sign of life after the outage
 */
public record VerifierOutage(Instant beganAt, Instant endedAt) {}
