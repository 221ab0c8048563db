/**
 * The chip around Pluton: flash, a boot chain that verifies and measures each image before it runs, and an updater that
 * survives a power cut at any write. What the part is, an MT3620 or another of its kind, is data.
 *
 * <p>Start reading at {@link dev.holdfast.sim.mt3620.Mt3620}; then {@code profile} (what a part is), {@code flash} (the
 * medium), {@code boot} (from reset to applications) and {@code update} (the way to the next boot).
 */
@NullMarked
package dev.holdfast.sim.mt3620;

import org.jspecify.annotations.NullMarked;
