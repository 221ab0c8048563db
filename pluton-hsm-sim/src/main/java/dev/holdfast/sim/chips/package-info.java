/**
 * Directories of chips on disk.
 *
 * <p>Start reading at {@link dev.holdfast.sim.chips.ChipFolder}.
 */
@NullMarked
package dev.holdfast.sim.chips;

import org.jspecify.annotations.NullMarked;
