/**
 * Many devices in one JVM: opened from a directory of manufactured chips, switched on and off together, each with its
 * own jitter, with a status per device and counts over all.
 *
 * <p>Start reading at {@link dev.holdfast.sim.fleet.Fleet}.
 */
@NullMarked
package dev.holdfast.sim.fleet;

import org.jspecify.annotations.NullMarked;
