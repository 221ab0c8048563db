/**
 * A manufacturer of silicon and of the operating system: keys, operating system releases, batches of chips, signed
 * endorsement lists, and sample applications.
 *
 * <p>Start reading at {@link dev.holdfast.sim.factory.Factory}.
 */
@NullMarked
package dev.holdfast.sim.factory;

import org.jspecify.annotations.NullMarked;
