package dev.holdfast.sim.mt3620.update;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that never goes back. It advances with the device's clock, and ignores each time that the device's clock is
 * set back. Not safe for concurrent use.
 */
public final class SteadyClock implements InstantSource {
    private final InstantSource clock;
    private Instant steady;
    private Instant clockShowed;

    private SteadyClock(InstantSource clock, Instant steady, Instant clockShowed) {
        this.clock = clock;
        this.steady = steady;
        this.clockShowed = clockShowed;
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
    public static SteadyClock after(OpenOffer saved, InstantSource clock) {
        return new SteadyClock(clock, saved.now(), saved.clockShowed());
    }

    @Override
    public Instant instant() {
        Instant now = clock.instant();
        Duration passed = Duration.between(clockShowed, now);
        clockShowed = now;
        if (passed.isPositive()) {
            steady = steady.plus(passed);
        }
        return steady;
    }

    /** Returns the device's clock at the last {@link #instant}. */
    Instant clockShowed() {
        return clockShowed;
    }

    /** Returns an offer to store. */
    public OpenOffer offer(long version, Instant offeredAt, Instant deferredUntil) {
        Instant now = instant();
        return new OpenOffer(version, offeredAt, deferredUntil, now, clockShowed);
    }
}
