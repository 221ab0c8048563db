/**
 * The chip around Pluton: flash, a boot chain that verifies and measures each image before it runs, and an updater that
 * survives a power cut at any write. The part, such as an MT3620, is data.
 *
 * <p>Start reading at {@link dev.holdfast.sim.mt3620.Mt3620}. Then read {@code profile} (parts), {@code flash} (the
 * medium), {@code boot} (from reset to applications) and {@code update} (up to the next boot).
 */
@NullMarked
package dev.holdfast.sim.mt3620;

import org.jspecify.annotations.NullMarked;
