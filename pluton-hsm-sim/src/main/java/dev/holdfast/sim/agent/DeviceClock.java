package dev.holdfast.sim.agent;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A device's clock: the true time and what it is wrong by. From any thread. */
public final class DeviceClock implements InstantSource {
    private final InstantSource truth;
    private volatile Duration skew;

    /**
     * Makes a clock.
     *
     * @param skew positive when it is fast
     */
    public DeviceClock(InstantSource truth, Duration skew) {
        this.truth = truth;
        this.skew = skew;
    }

    /** Returns what it is wrong by; positive when it is fast. */
    public Duration skew() {
        return skew;
    }

    /** Sets what it is wrong by. */
    public void skew(Duration now) {
        skew = now;
    }

    @Override
    public Instant instant() {
        return truth.instant().plus(skew);
    }
}
