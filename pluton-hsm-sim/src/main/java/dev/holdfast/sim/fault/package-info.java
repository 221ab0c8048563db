/**
 * Faults of devices, one class each. A {@link dev.holdfast.sim.fault.FactoryFault} is in the chip from the factory. A
 * {@link dev.holdfast.sim.fault.RuntimeFault} begins and ends during a run.
 *
 * <p>Start reading at {@link dev.holdfast.sim.fault.Fault}.
 */
@NullMarked
package dev.holdfast.sim.fault;

import org.jspecify.annotations.NullMarked;
