/**
 * Scenarios: how many devices, how they behave, and what is wrong with which share of them. The ones that come along
 * are YAML files in the resource folder {@code scenarios}.
 *
 * <p>Start reading at {@link dev.holdfast.sim.scenario.Scenario}.
 */
@NullMarked
package dev.holdfast.sim.scenario;

import org.jspecify.annotations.NullMarked;
