/** Tests of the random number generator: output only while the noise is healthy. */
@NullMarked
package dev.holdfast.sim.hsm.rng;

import org.jspecify.annotations.NullMarked;
