/**
 * What can be wrong with a device, by name: a closed set, each one class with one job. {@linkplain
 * dev.holdfast.sim.fault.MadeFault Made faults} are in a chip since the factory; {@linkplain
 * dev.holdfast.sim.fault.LivedFault lived faults} come over a device while it runs, and go again.
 *
 * <p>Start reading at {@link dev.holdfast.sim.fault.Fault}.
 */
@NullMarked
package dev.holdfast.sim.fault;

import org.jspecify.annotations.NullMarked;
