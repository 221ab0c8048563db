package dev.holdfast.sim.agent;

import dev.holdfast.sim.mt3620.guardian.AllowedConnection;
import dev.holdfast.sim.mt3620.guardian.Equipment;
import java.time.Duration;
import java.util.List;

/**
 * A piece of equipment behind a device, and what it does all day.
 *
 * @param equipment what it is, unless the chip's folder says otherwise
 * @param asks the connections that it asks for, again and again; none for equipment that is dead
 * @param every how often
 * @param maxSilence for how long it may say nothing before it counts as silent
 */
public record Guarding(Equipment equipment, List<AllowedConnection> asks, Duration every, Duration maxSilence) {
    private static final Duration SHORTEST = Duration.ofMillis(10);

    /** Copies the list and checks that the equipment does not spin. */
    public Guarding {
        asks = List.copyOf(asks);
        if (every.compareTo(SHORTEST) < 0 || maxSilence.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("equipment must not spin: " + SHORTEST + " at least");
        }
    }

    /** Returns the same in less time. */
    public Guarding faster(double speed) {
        return new Guarding(equipment, asks, Tempo.faster(every, speed), Tempo.faster(maxSilence, speed));
    }

    /** Returns the same for another piece of equipment of the kind. */
    public Guarding of(String serialNumber) {
        return new Guarding(equipment.withSerialNumber(serialNumber), asks, every, maxSilence);
    }
}
