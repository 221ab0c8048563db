/** Exports whole lists: every {@link dev.holdfast.backend.platform.list.Listing} of a catalog or of the installation that the caller can read. */
@NullMarked
package dev.holdfast.backend.export;

import org.jspecify.annotations.NullMarked;
