package dev.holdfast.contract.operator.catalog;

import java.time.Instant;

/**
 * Period in which no backend ran. Devices could not make contact then.
 *
 * @param beganAt last time when a backend is known to have run before the outage
 * @param endedAt first time when a backend is known to have run after the outage
 */
public record VerifierOutage(Instant beganAt, Instant endedAt) {}
