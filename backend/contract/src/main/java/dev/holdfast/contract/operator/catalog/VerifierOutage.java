package dev.holdfast.contract.operator.catalog;

import java.time.Instant;

/**
 * Period of more than a minute in which no backend reached the database. Devices could not make contact then.
 *
 * @param beganAt last time when a backend is known to have run before the outage
 * @param endedAt first time when a backend is known to have run after the outage; the current time if there is none yet
 */
public record VerifierOutage(Instant beganAt, Instant endedAt) {}
