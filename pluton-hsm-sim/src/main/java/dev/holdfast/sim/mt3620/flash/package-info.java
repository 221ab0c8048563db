/**
 * The flash part and its partitions. Programming clears bits page by page; an erase sets the bits of a sector. A power
 * cut leaves the affected page or sector undefined. This package does not know images.
 *
 * <p>Start reading at {@link dev.holdfast.sim.mt3620.flash.NorFlash}, then {@link
 * dev.holdfast.sim.mt3620.flash.PartitionMap}.
 */
@NullMarked
package dev.holdfast.sim.mt3620.flash;

import org.jspecify.annotations.NullMarked;
