package dev.holdfast.sim.fault;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/** A device that a fault has come over, for as long as it has it. For use on one thread. */
public final class Patient {
    private final DeviceBody body;
    private final Ticker ticker;
    private final RandomGenerator random;
    private final Set<Runnable> scheduled = new HashSet<>();
    private boolean recovered;

    /**
     * Makes a patient.
     *
     * @param random the device's own chance: the same for the same fleet's seed
     */
    public Patient(DeviceBody body, Ticker ticker, RandomGenerator random) {
        this.body = body;
        this.ticker = ticker;
        this.random = random;
    }

    /** The time that faults live in. */
    @FunctionalInterface
    public interface Ticker {
        /**
         * Does something later.
         *
         * @return forgets it, unless it was done
         */
        Runnable after(Duration pause, Runnable what);
    }

    /** Returns what the fault can get at. */
    DeviceBody body() {
        return body;
    }

    /** Does something after a pause, unless the fault has ended by then. */
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

    /** Does something after a pause around {@code mean}: half of it to one and a half. */
    void around(Duration mean, Runnable what) {
        long millis = Math.max(2, mean.toMillis());
        later(Duration.ofMillis(random.nextLong(millis / 2, millis + millis / 2 + 1)), what);
    }

    /** Forgets what was to be done later, now and from now on. */
    public void recovered() {
        recovered = true;
        scheduled.forEach(Runnable::run);
        scheduled.clear();
    }
}
