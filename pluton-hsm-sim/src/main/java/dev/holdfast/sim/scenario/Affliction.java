package dev.holdfast.sim.scenario;

import dev.holdfast.sim.fault.Fault;
import java.time.Duration;
import java.util.Optional;

/**
 * A fault, whom it has, and when.
 *
 * @param fault what is wrong
 * @param devices with how many
 * @param at since the start of the fleet; 0 for a fault since the factory
 * @param lasts how long; empty to the end
 */
public record Affliction(Fault fault, Portion devices, Duration at, Optional<Duration> lasts) {}
