/** What the random number generator promises: output while the noise is sound, none when it is not. */
@NullMarked
package dev.holdfast.sim.hsm.rng;

import org.jspecify.annotations.NullMarked;
