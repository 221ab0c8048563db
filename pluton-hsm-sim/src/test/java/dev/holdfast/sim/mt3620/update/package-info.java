/** Tests of the deferral of updates, and of error codes. */
@NullMarked
package dev.holdfast.sim.mt3620.update;

import org.jspecify.annotations.NullMarked;
