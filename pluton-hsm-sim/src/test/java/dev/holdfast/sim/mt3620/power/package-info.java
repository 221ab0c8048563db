/** Power down and wake. */
@NullMarked
package dev.holdfast.sim.mt3620.power;

import org.jspecify.annotations.NullMarked;
