package dev.holdfast.sim.fault;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/** A device with an active fault. For use on one thread. */
public final class Patient {
    private final DeviceBody body;
    private final Ticker ticker;
    private final RandomGenerator random;
    private final Set<Runnable> scheduled = new HashSet<>();
    private boolean recovered;

    /**
     * Begins a fault.
     *
     * @param random the device's random numbers; the same for the same seed
     */
    public Patient(DeviceBody body, Ticker ticker, RandomGenerator random) {
        this.body = body;
        this.ticker = ticker;
        this.random = random;
    }

    /** Schedules tasks of faults. */
    @FunctionalInterface
    public interface Ticker {
        /**
         * Runs a task after a pause.
         *
         * @return cancels the task
         */
        Runnable after(Duration pause, Runnable what);
    }

    DeviceBody body() {
        return body;
    }

    /** Runs a task after a pause, unless the fault ends before. */
    void later(Duration pause, Runnable what) {
        if (recovered) {
            return;
        }
        Runnable[] forget = new Runnable[1];
        forget[0] = ticker.after(pause, () -> {
            scheduled.remove(forget[0]);
            what.run();
        });
        scheduled.add(forget[0]);
    }

    /** Runs a task after a random pause: from half of {@code mean} to one and a half. */
    void around(Duration mean, Runnable what) {
        long millis = Math.max(2, mean.toMillis());
        later(Duration.ofMillis(random.nextLong(millis / 2, millis + millis / 2 + 1)), what);
    }

    /** Ends the fault: cancels all scheduled tasks and ignores new ones. */
    public void recovered() {
        recovered = true;
        scheduled.forEach(Runnable::run);
        scheduled.clear();
    }
}
