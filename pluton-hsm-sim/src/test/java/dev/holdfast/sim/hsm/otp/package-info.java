/** Tests of a chip's memory cells: fuse bits that only change from 0 to 1, and a boot counter that survives power cuts. */
@NullMarked
package dev.holdfast.sim.hsm.otp;

import org.jspecify.annotations.NullMarked;
