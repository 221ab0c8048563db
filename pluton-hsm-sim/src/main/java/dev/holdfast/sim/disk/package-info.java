/**
 * Files that somebody may have damaged: read with a bound, and refused with their name and what to do. Start reading at
 * {@link dev.holdfast.sim.disk.DiskFile}.
 */
@NullMarked
package dev.holdfast.sim.disk;

import org.jspecify.annotations.NullMarked;
