package dev.holdfast.sim.mt3620.power;

import dev.holdfast.sim.mt3620.boot.BootOutcome;
import java.time.Instant;
import java.util.Optional;

/** Whether a chip is on. */
public sealed interface PowerState {
    /**
     * It has booted, or has tried to.
     *
     * @param boot how its last boot ended
     */
    record On(BootOutcome boot) implements PowerState {}

    /**
     * Everything is off but the real-time clock.
     *
     * @param alarm when the clock wakes it; empty when only the pin does
     */
    record Down(Optional<Instant> alarm) implements PowerState {}
}
