/** Tests of a die's cells: bits that only go from 0 to 1, and counters that survive power cuts. */
@NullMarked
package dev.holdfast.sim.hsm.otp;

import org.jspecify.annotations.NullMarked;
