/**
 * Many devices in one JVM, loaded from a directory of chips. Each device has its own jitter and status.
 *
 * <p>Start reading at {@link dev.holdfast.sim.fleet.Fleet}.
 */
@NullMarked
package dev.holdfast.sim.fleet;

import org.jspecify.annotations.NullMarked;
