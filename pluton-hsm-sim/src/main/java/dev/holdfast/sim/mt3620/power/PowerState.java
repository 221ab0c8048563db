package dev.holdfast.sim.mt3620.power;

import dev.holdfast.sim.mt3620.boot.BootOutcome;
import java.time.Instant;
import java.util.Optional;

/** Whether a chip is on. */
public sealed interface PowerState {
    /**
     * The chip booted, or tried to.
     *
     * @param boot result of its last boot
     */
    record On(BootOutcome boot) implements PowerState {}

    /**
     * Everything is off but the real-time clock.
     *
     * @param alarm time at which the clock wakes the chip; empty if only the pin does
     */
    record Down(Optional<Instant> alarm) implements PowerState {}
}
