/**
 * Scenarios: how many devices, of which kinds, what is wrong with which share of them, and what should come of it. The
 * ones that come along are YAML files in the resource folder {@code scenarios}. With a seed a scenario becomes a plan,
 * which says of each device what it does and when; the same seed gives the same plan.
 *
 * <p>Start reading at {@link dev.holdfast.sim.scenario.Scenario}, then {@link dev.holdfast.sim.scenario.FleetPlan}.
 */
@NullMarked
package dev.holdfast.sim.scenario;

import org.jspecify.annotations.NullMarked;
