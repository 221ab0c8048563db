/** Tests of the chip: images are verified and measured before they run, and the power may fail at any write. */
@NullMarked
package dev.holdfast.sim.mt3620;

import org.jspecify.annotations.NullMarked;
