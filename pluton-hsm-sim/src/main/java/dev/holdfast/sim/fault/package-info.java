/**
 * Faults of devices, one class each. {@linkplain dev.holdfast.sim.fault.MadeFault Made faults} are in a chip from the
 * factory. {@linkplain dev.holdfast.sim.fault.LivedFault Lived faults} begin and end during a run.
 *
 * <p>Start reading at {@link dev.holdfast.sim.fault.Fault}.
 */
@NullMarked
package dev.holdfast.sim.fault;

import org.jspecify.annotations.NullMarked;
