package dev.holdfast.sim.mt3620.update;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that never goes back: it counts what the device's clock moves forward, and nothing when that is set back. For one
 * thread at a time.
 */
public final class SteadyClock implements InstantSource {
    private final InstantSource clock;
    private Instant steady;
    private Instant showed;

    private SteadyClock(InstantSource clock, Instant steady, Instant showed) {
        this.clock = clock;
        this.steady = steady;
        this.showed = showed;
    }

    /** Begins at what a clock shows. */
    public static SteadyClock from(InstantSource clock) {
        Instant now = clock.instant();
        return new SteadyClock(clock, now, now);
    }

    /** Goes on from what was noted before a restart; the time in which the device was off counts, as far as its clock tells. */
    public static SteadyClock after(OpenOffer noted, InstantSource clock) {
        return new SteadyClock(clock, noted.now(), noted.clockShowed());
    }

    @Override
    public Instant instant() {
        Instant now = clock.instant();
        Duration passed = Duration.between(showed, now);
        showed = now;
        if (passed.isPositive()) {
            steady = steady.plus(passed);
        }
        return steady;
    }

    /** Returns what the device's clock showed at the last {@link #instant}. */
    Instant showed() {
        return showed;
    }

    /** Returns what to note of an update. */
    public OpenOffer note(long version, Instant learntAt, Instant deferredUntil) {
        Instant now = instant();
        return new OpenOffer(version, learntAt, deferredUntil, now, showed);
    }
}
