package dev.holdfast.sim.scenario;

import dev.holdfast.sim.agent.Tempo;
import dev.holdfast.sim.fault.Fault;
import dev.holdfast.sim.fault.LivedFault;
import java.time.Duration;
import java.util.Optional;

/**
 * A fault, whom it has, and when.
 *
 * @param fault what is wrong
 * @param devices with how many
 * @param at since the start of the fleet; 0 for a fault since the factory
 * @param lasts how long; empty to the end
 * @param again mean pause between its end and its coming again; empty when it comes once
 */
public record Affliction(
        Fault fault, Portion devices, Duration at, Optional<Duration> lasts, Optional<Duration> again) {
    /** Checks that what comes again has gone before. */
    public Affliction {
        if (again.isPresent() && lasts.isEmpty()) {
            throw new IllegalArgumentException("a fault that comes again says for how long it stays ('for')");
        }
    }

    Affliction faster(double speed) {
        Fault quicker = fault instanceof LivedFault lived ? lived.faster(speed) : fault;
        return new Affliction(
                quicker,
                devices,
                Tempo.faster(at, speed),
                lasts.map(time -> Tempo.faster(time, speed)),
                again.map(pause -> Tempo.faster(pause, speed)));
    }
}
