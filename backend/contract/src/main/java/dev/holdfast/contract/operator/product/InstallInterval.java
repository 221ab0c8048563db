package dev.holdfast.contract.operator.product;

import java.time.Instant;

/**
 * Time in which devices of a group may install, or may not.
 *
 * @param from beginning; time of the request if it began before
 * @param until end, which is not part of the interval
 */
public record InstallInterval(Instant from, Instant until) {}
