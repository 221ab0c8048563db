/**
 * The flash part and what lies where on it. Bits go from 1 to 0 page by page and back to 1 sector by sector; what a power
 * cut leaves of a page or a sector is not defined. Nothing here knows what an image is.
 *
 * <p>Start reading at {@link dev.holdfast.sim.mt3620.flash.NorFlash}, then {@link
 * dev.holdfast.sim.mt3620.flash.PartitionMap}.
 */
@NullMarked
package dev.holdfast.sim.mt3620.flash;

import org.jspecify.annotations.NullMarked;
