/**
 * From reset to running applications. The boot manifest says which images are in use; each is verified with the key that
 * is due, measured into Pluton, then run. A copy that is damaged gives way to its backup. An update that does not boot, or
 * is not confirmed after a few boots, gives way to what was in use before it.
 *
 * <p>Start reading at {@link dev.holdfast.sim.mt3620.boot.BootLoader}, then {@link
 * dev.holdfast.sim.mt3620.boot.BootChain} and {@link dev.holdfast.sim.mt3620.boot.BootManifestStore}.
 */
@NullMarked
package dev.holdfast.sim.mt3620.boot;

import org.jspecify.annotations.NullMarked;
