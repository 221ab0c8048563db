/**
 * The MT3620 around Pluton: flash, the boot chain that verifies and measures each image before it runs, and the updater.
 * A power cut at any write leaves a device that boots the old software or the new, never a mix: images are files that
 * never change, and one small table, replaced by one rename, says which of them are in use.
 *
 * <p>Start reading at {@link dev.holdfast.sim.mt3620.Mt3620}, then {@link dev.holdfast.sim.mt3620.BootChain}.
 */
@NullMarked
package dev.holdfast.sim.mt3620;

import org.jspecify.annotations.NullMarked;
