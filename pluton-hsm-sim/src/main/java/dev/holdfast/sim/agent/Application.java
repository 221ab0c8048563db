package dev.holdfast.sim.agent;

import java.time.Duration;
import java.util.Optional;

/**
 * What the customer's application on a device asks of the operating system.
 *
 * @param defersUpdates for how long it puts an update off each time that one is pending, in the device's {@link DayTime},
 *     one minute at least; empty when it lets updates be installed
 * @param powerSaving when it powers the device down; empty when never
 * @param guarding what it guards; empty when nothing
 */
public record Application(
        Optional<Duration> defersUpdates, Optional<PowerSaving> powerSaving, Optional<Guarding> guarding) {
    /** One that asks for nothing. */
    public static final Application PLAIN = new Application(Optional.empty(), Optional.empty(), Optional.empty());

    /** Checks what can be deferred. */
    public Application {
        if (defersUpdates.filter(it -> it.compareTo(Duration.ofMinutes(1)) < 0).isPresent()) {
            throw new IllegalArgumentException("an update is put off by a minute at least");
        }
    }

    /** Returns the same in front of another piece of equipment of the kind. */
    public Application of(String serialNumber) {
        return guarding.isEmpty()
                ? this
                : new Application(defersUpdates, powerSaving, guarding.map(it -> it.of(serialNumber)));
    }
}
