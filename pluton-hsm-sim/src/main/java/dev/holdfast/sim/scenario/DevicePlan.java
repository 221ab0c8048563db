package dev.holdfast.sim.scenario;

import dev.holdfast.sim.agent.NetworkQuality;
import dev.holdfast.sim.fault.LivedFault;
import dev.holdfast.sim.fault.MadeFault;
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
 * @param flaw fault from the factory
 * @param episodes faults that begin during the run
 * @param seed of the device's random choices
 */
public record DevicePlan(
        int index,
        Persona persona,
        boolean onShelf,
        Duration startsAfter,
        Duration clockSkew,
        NetworkQuality network,
        Optional<MadeFault> flaw,
        List<Episode> episodes,
        long seed) {
    public DevicePlan {
        episodes = List.copyOf(episodes);
    }

    /**
     * A fault during the run.
     *
     * @param fault the fault
     * @param at start, after the start of the fleet
     * @param lasts duration; empty until the end of the run
     * @param again mean pause until the fault repeats; empty when it does not
     */
    public record Episode(LivedFault fault, Duration at, Optional<Duration> lasts, Optional<Duration> again) {}
}
