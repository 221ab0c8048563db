package dev.holdfast.policy.update;

import java.time.Instant;

/**
 * Time from an instant until another one, which is after it and not part of the interval.
 *
 * @param from first instant
 * @param until instant after the last
 */
public record Interval(Instant from, Instant until) {
    /** Requires instants in order. */
    public Interval {
        Limits.require(from.isBefore(until), "the interval " + from + "/" + until + " is empty");
    }

    /** Returns whether an instant is in the interval. */
    public boolean contains(Instant at) {
        return !at.isBefore(from) && at.isBefore(until);
    }
}
