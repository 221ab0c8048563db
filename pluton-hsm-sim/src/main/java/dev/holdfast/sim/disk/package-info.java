/**
 * Reads files that may be damaged: with a maximum length, and errors that name the file and what to do.
 *
 * <p>Start reading at {@link dev.holdfast.sim.disk.DiskFile}.
 */
@NullMarked
package dev.holdfast.sim.disk;

import org.jspecify.annotations.NullMarked;
