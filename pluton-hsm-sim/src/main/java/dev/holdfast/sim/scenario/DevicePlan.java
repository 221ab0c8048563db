package dev.holdfast.sim.scenario;

import dev.holdfast.sim.agent.NetworkQuality;
import dev.holdfast.sim.fault.FactoryFault;
import dev.holdfast.sim.fault.RuntimeFault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The plan of one device, from a scenario and a seed.
 *
 * @param index position in order of manufacture, from 0
 * @param persona kind of device
 * @param onShelf whether the device is never switched on
 * @param startsAfter delay after the start of the fleet
 * @param clockSkew error of the clock; positive when it is fast
 * @param network quality of the network
 * @param factoryFault fault from the factory
 * @param plannedFaults faults that begin during the run
 * @param seed seed of the device's random choices
 */
public record DevicePlan(
        int index,
        Persona persona,
        boolean onShelf,
        Duration startsAfter,
        Duration clockSkew,
        NetworkQuality network,
        Optional<FactoryFault> factoryFault,
        List<PlannedFault> plannedFaults,
        long seed) {
    public DevicePlan {
        plannedFaults = List.copyOf(plannedFaults);
    }

    /**
     * A fault during the run.
     *
     * @param fault the fault
     * @param at start, after the start of the fleet
     * @param lasts duration; empty until the end of the run
     * @param again mean pause until the fault repeats; empty when it does not
     */
    public record PlannedFault(RuntimeFault fault, Duration at, Optional<Duration> lasts, Optional<Duration> again) {}
}
