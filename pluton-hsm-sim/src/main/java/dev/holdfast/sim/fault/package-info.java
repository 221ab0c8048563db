/**
 * Faults of devices, one class each. {@linkplain dev.holdfast.sim.fault.FactoryFault Factory faults} are in a chip from the
 * factory. {@linkplain dev.holdfast.sim.fault.RuntimeFault Runtime faults} begin and end during a run.
 *
 * <p>Start reading at {@link dev.holdfast.sim.fault.Fault}.
 */
@NullMarked
package dev.holdfast.sim.fault;

import org.jspecify.annotations.NullMarked;
