/**
 * Power down and wake up. Only the real-time clock stays on. Its alarm or the {@code WAKEUP} pin starts a cold boot;
 * memory is lost.
 *
 * <p>Start reading at {@link dev.holdfast.sim.mt3620.power.PowerControl}.
 */
@NullMarked
package dev.holdfast.sim.mt3620.power;

import org.jspecify.annotations.NullMarked;
