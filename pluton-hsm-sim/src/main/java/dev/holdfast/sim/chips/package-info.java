/**
 * Where chips lie on a disk, and in which order they were made.
 *
 * <p>Start reading at {@link dev.holdfast.sim.chips.ChipFolder}.
 */
@NullMarked
package dev.holdfast.sim.chips;

import org.jspecify.annotations.NullMarked;
