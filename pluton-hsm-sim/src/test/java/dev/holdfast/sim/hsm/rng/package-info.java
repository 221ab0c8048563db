/** Tests of the random number generator: it gives output only while its noise source passes the health tests. */
@NullMarked
package dev.holdfast.sim.hsm.rng;

import org.jspecify.annotations.NullMarked;
