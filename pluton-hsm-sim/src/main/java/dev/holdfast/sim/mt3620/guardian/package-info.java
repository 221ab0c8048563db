/**
 * A guardian module: a chip that stands in front of a piece of equipment which cannot protect itself. It knows which
 * equipment it is, decides what that may talk to, and tells how it is.
 *
 * <p>Start reading at {@link dev.holdfast.sim.mt3620.guardian.Guardian}.
 */
@NullMarked
package dev.holdfast.sim.mt3620.guardian;

import org.jspecify.annotations.NullMarked;
