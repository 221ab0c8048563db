/** Deferral and error codes. */
@NullMarked
package dev.holdfast.sim.mt3620.update;

import org.jspecify.annotations.NullMarked;
