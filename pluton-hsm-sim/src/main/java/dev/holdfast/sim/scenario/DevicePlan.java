package dev.holdfast.sim.scenario;

import dev.holdfast.sim.agent.NetworkQuality;
import dev.holdfast.sim.fault.LivedFault;
import dev.holdfast.sim.fault.MadeFault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a scenario and a seed make of one device.
 *
 * @param index in the order of manufacture, from 0
 * @param persona its kind
 * @param onShelf whether it is never switched on
 * @param startsAfter the start of the fleet
 * @param clockSkew what its clock is wrong by; positive when it is fast
 * @param network how good its network is
 * @param flaw what is wrong with it since the factory
 * @param episodes what comes over it
 * @param seed of its own chance
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
    /** Copies the list. */
    public DevicePlan {
        episodes = List.copyOf(episodes);
    }

    /**
     * A fault that comes and may go.
     *
     * @param fault which
     * @param at when it comes, after the start of the fleet
     * @param lasts how long; empty to the end
     * @param again mean pause until it comes again; empty when it comes once
     */
    public record Episode(LivedFault fault, Duration at, Optional<Duration> lasts, Optional<Duration> again) {}
}
