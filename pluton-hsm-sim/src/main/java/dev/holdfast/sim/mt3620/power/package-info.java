/**
 * Power down and wake. Everything is off but the real-time clock; the alarm or the {@code WAKEUP} pin starts a cold boot
 * that finds nothing of what was in memory.
 *
 * <p>Start reading at {@link dev.holdfast.sim.mt3620.power.PowerControl}.
 */
@NullMarked
package dev.holdfast.sim.mt3620.power;

import org.jspecify.annotations.NullMarked;
