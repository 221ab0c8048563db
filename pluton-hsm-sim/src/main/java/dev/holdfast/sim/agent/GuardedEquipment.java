package dev.holdfast.sim.agent;

import dev.holdfast.sim.mt3620.guardian.AllowedConnection;
import dev.holdfast.sim.mt3620.guardian.Equipment;
import java.time.Duration;
import java.util.List;

/**
 * Equipment behind a device, and its behavior.
 *
 * @param equipment the equipment, unless the chip's folder describes another one
 * @param asks connections that the equipment requests repeatedly; empty for equipment that is dead
 * @param every interval between two requests of each connection
 * @param maxSilence time without a request until the equipment counts as silent
 */
public record GuardedEquipment(Equipment equipment, List<AllowedConnection> asks, Duration every, Duration maxSilence) {
    private static final Duration SHORTEST = Duration.ofMillis(10);

    public GuardedEquipment {
        asks = List.copyOf(asks);
        if (every.compareTo(SHORTEST) < 0 || maxSilence.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("asks-every must be at least " + SHORTEST);
        }
    }

    /** Returns a copy with all durations divided by {@code speed}. */
    public GuardedEquipment faster(double speed) {
        return new GuardedEquipment(
                equipment, asks, Durations.faster(every, speed), Durations.faster(maxSilence, speed));
    }

    /** Returns a copy for equipment with another serial number. */
    public GuardedEquipment withSerialNumber(String serialNumber) {
        return new GuardedEquipment(equipment.withSerialNumber(serialNumber), asks, every, maxSilence);
    }
}
