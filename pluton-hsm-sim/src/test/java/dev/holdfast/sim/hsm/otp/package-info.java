/** What the cells of a die promise: bits that only go up, and counters that survive a power cut anywhere. */
@NullMarked
package dev.holdfast.sim.hsm.otp;

import org.jspecify.annotations.NullMarked;
