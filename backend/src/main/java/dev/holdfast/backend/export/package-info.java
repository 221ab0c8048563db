/**
 * Exports all rows of a list that match a filter: of every {@link dev.holdfast.backend.platform.list.Listing} of a catalog, and of the
 * installation's audit log.
 */
@NullMarked
package dev.holdfast.backend.export;

import org.jspecify.annotations.NullMarked;
