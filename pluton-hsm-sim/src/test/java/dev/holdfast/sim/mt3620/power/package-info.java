/** Tests of powering a chip down and waking it. */
@NullMarked
package dev.holdfast.sim.mt3620.power;

import org.jspecify.annotations.NullMarked;
