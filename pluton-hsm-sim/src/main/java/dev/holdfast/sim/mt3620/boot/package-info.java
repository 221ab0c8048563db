/**
 * From reset to running applications. The boot manifest selects the images; the boot chain verifies each one, measures
 * it into Pluton, then starts it. If a copy is damaged, its backup boots. If an update does not boot, or is not
 * confirmed after a few boots, the previous images return.
 *
 * <p>Start reading at {@link dev.holdfast.sim.mt3620.boot.BootLoader}, then {@link
 * dev.holdfast.sim.mt3620.boot.BootChain} and {@link dev.holdfast.sim.mt3620.boot.BootManifestStore}.
 */
@NullMarked
package dev.holdfast.sim.mt3620.boot;

import org.jspecify.annotations.NullMarked;
