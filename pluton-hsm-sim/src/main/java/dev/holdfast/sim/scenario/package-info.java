/**
 * Scenarios: the devices of a fleet, their faults and the expected result. The shipped ones are YAML files in the
 * resource folder {@code scenarios}. A scenario and a seed make a plan, with the actions and times of each device. The
 * same seed gives the same plan.
 *
 * <p>Start reading at {@link dev.holdfast.sim.scenario.Scenario}, then {@link dev.holdfast.sim.scenario.FleetPlan}.
 */
@NullMarked
package dev.holdfast.sim.scenario;

import org.jspecify.annotations.NullMarked;
