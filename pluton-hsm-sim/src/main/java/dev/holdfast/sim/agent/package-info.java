/**
 * A device's software: one day over the device protocol, again and again. It boots, attests, keeps its certificates
 * renewed, polls, installs, reports, and after every refusal or outage waits longer before it tries again. (Written by
 * the lead; whoever works on this module builds the fleet on it.)
 *
 * <p>Start reading at {@link dev.holdfast.sim.agent.Device}; {@link dev.holdfast.sim.agent.DeviceClient} speaks the
 * protocol step by step.
 */
@NullMarked
package dev.holdfast.sim.agent;

import org.jspecify.annotations.NullMarked;
