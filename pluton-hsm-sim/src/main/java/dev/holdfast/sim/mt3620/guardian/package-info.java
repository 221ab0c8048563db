/**
 * A guardian module: a chip in front of equipment that cannot protect itself. It knows the identity of the equipment,
 * allows or refuses its connections, and reports its health.
 *
 * <p>Start reading at {@link dev.holdfast.sim.mt3620.guardian.Guardian}.
 */
@NullMarked
package dev.holdfast.sim.mt3620.guardian;

import org.jspecify.annotations.NullMarked;
