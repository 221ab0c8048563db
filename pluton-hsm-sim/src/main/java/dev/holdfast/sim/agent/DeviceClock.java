package dev.holdfast.sim.agent;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A device's clock: real time plus an error. Safe for use from any thread. */
public final class DeviceClock implements InstantSource {
    private final InstantSource truth;
    private volatile Duration skew;

    /**
     * Makes a clock.
     *
     * @param skew error; positive when the clock is fast
     */
    public DeviceClock(InstantSource truth, Duration skew) {
        this.truth = truth;
        this.skew = skew;
    }

    /** Returns the error; positive when the clock is fast. */
    public Duration skew() {
        return skew;
    }

    /** Sets the error. */
    public void skew(Duration now) {
        skew = now;
    }

    /** Returns a clock for elapsed time, which {@link #skew(Duration)} does not change. */
    InstantSource elapsed() {
        return truth;
    }

    @Override
    public Instant instant() {
        return truth.instant().plus(skew);
    }
}
