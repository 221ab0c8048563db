package dev.holdfast.backend.platform.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A clock that fails after a jump. A jump is a change of more than {@link #TOLERANCE} since the last reading that the elapsed time does not
 * explain.
 */
final class SteadyClock extends Clock {
    static final Duration TOLERANCE = Duration.ofMinutes(1);

    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Consumer<Duration> onJump;
    private final AtomicBoolean jumped = new AtomicBoolean();
    /** Milliseconds by which the time is ahead of the elapsed time, at the last reading. */
    private volatile long ahead;

    /**
     * Creates a clock that is right now.
     *
     * @param nanoTime elapsed time in nanoseconds since any start
     * @param onJump receives the first jump, negative for one to the past
     */
    SteadyClock(Clock clock, LongSupplier nanoTime, Consumer<Duration> onJump) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.onJump = onJump;
        this.ahead = ahead(clock.instant());
    }

    private long ahead(Instant now) {
        return now.toEpochMilli() - TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong());
    }

    /** Fails with {@link IllegalStateException} after a jump. */
    @Override
    public Instant instant() {
        Instant now = clock.instant();
        long aheadNow = ahead(now);
        Duration jump = Duration.ofMillis(aheadNow - ahead);
        if (jumped.get() || jump.abs().compareTo(TOLERANCE) > 0) {
            if (jumped.compareAndSet(false, true)) {
                onJump.accept(jump);
            }
            throw new IllegalStateException("the clock jumped");
        }
        ahead = aheadNow;
        return now;
    }

    @Override
    public ZoneId getZone() {
        return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new SteadyClock(clock.withZone(zone), nanoTime, onJump);
    }
}
