/**
 * The chip's random number generator. Raw noise is tested continuously, as in NIST SP 800-90B, and conditioned with
 * SHA-256. A failed test stops the output until the next reset.
 *
 * <p>Start reading at {@link dev.holdfast.sim.hsm.rng.HealthTestedRng}.
 */
@NullMarked
package dev.holdfast.sim.hsm.rng;

import org.jspecify.annotations.NullMarked;
