/**
 * The silicon manufacturer and the operating system's manufacturer in one: keys, operating system releases, chips in batches, the
 * signed endorsement list that a service imports, and sample applications.
 *
 * <p>Start reading at {@link dev.holdfast.sim.factory.Factory}.
 */
@NullMarked
package dev.holdfast.sim.factory;

import org.jspecify.annotations.NullMarked;
