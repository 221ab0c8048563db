package dev.holdfast.sim.agent;

import java.time.Duration;
import java.util.Optional;

/**
 * Requests of a customer's application to the device's operating system.
 *
 * @param defersUpdates how long the application defers a pending update each time, in the device's {@link DayTime}, at
 *     least one minute; empty when the application does not defer updates
 * @param powerSaving when the application powers the device down; empty for never
 * @param guardedEquipment the guarded equipment; empty for none
 */
public record Application(
        Optional<Duration> defersUpdates,
        Optional<PowerSaving> powerSaving,
        Optional<GuardedEquipment> guardedEquipment) {
    /** An application without requests. */
    public static final Application PLAIN = new Application(Optional.empty(), Optional.empty(), Optional.empty());

    public Application {
        if (defersUpdates.filter(it -> it.compareTo(Duration.ofMinutes(1)) < 0).isPresent()) {
            throw new IllegalArgumentException("a deferral must be at least one minute");
        }
    }

    /** Returns a copy that guards equipment with another serial number. */
    public Application withSerialNumber(String serialNumber) {
        return guardedEquipment.isEmpty()
                ? this
                : new Application(
                        defersUpdates, powerSaving, guardedEquipment.map(it -> it.withSerialNumber(serialNumber)));
    }
}
