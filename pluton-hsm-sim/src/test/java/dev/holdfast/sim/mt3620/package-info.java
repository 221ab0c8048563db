/** What the chip promises: what boots is verified and measured, and power may fail at any write. */
@NullMarked
package dev.holdfast.sim.mt3620;

import org.jspecify.annotations.NullMarked;
