/** Counts of the device list. */
@NullMarked
package dev.holdfast.backend.fleet.facet;

import org.jspecify.annotations.NullMarked;
