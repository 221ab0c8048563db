package dev.holdfast.sim.mt3620.update;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that never goes back: it follows the device's clock forward, and stops while that is set back. Not safe for
 * concurrent use.
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

    /** Starts at the time of a clock. */
    public static SteadyClock from(InstantSource clock) {
        Instant now = clock.instant();
        return new SteadyClock(clock, now, now);
    }

    /**
     * Continues from a stored offer after a restart. The time without power counts, as far as the device's clock shows
     * it.
     */
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

    /** Returns the device's clock at the last {@link #instant}. */
    Instant showed() {
        return showed;
    }

    /** Returns an offer to store. */
    public OpenOffer note(long version, Instant learntAt, Instant deferredUntil) {
        Instant now = instant();
        return new OpenOffer(version, learntAt, deferredUntil, now, showed);
    }
}
