package dev.holdfast.sim.scenario;

import dev.holdfast.sim.agent.Durations;
import dev.holdfast.sim.fault.Fault;
import dev.holdfast.sim.fault.RuntimeFault;
import java.time.Duration;
import java.util.Optional;

/**
 * A fault of a scenario: on which devices, and when.
 *
 * @param fault the fault
 * @param devices number of devices
 * @param at start, after the start of the fleet; 0 for a fault from the factory
 * @param lasts duration; empty until the end of the run
 * @param again mean pause until the fault repeats; empty when it does not
 */
public record ScenarioFault(
        Fault fault, Portion devices, Duration at, Optional<Duration> lasts, Optional<Duration> again) {
    public ScenarioFault {
        if (again.isPresent() && lasts.isEmpty()) {
            throw new IllegalArgumentException("a fault with 'again-after' needs 'for'");
        }
    }

    ScenarioFault faster(double speed) {
        Fault quicker = fault instanceof RuntimeFault runtimeFault ? runtimeFault.faster(speed) : fault;
        return new ScenarioFault(
                quicker,
                devices,
                Durations.faster(at, speed),
                lasts.map(time -> Durations.faster(time, speed)),
                again.map(pause -> Durations.faster(pause, speed)));
    }
}
