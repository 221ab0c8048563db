/**
 * The chip's random number generator. Raw noise is tested all the time, as NIST SP 800-90B asks, and conditioned with
 * SHA-256; when a test fails, output stops until the next reset. Start reading at
 * {@link dev.holdfast.sim.hsm.rng.HealthTestedRng}.
 */
@NullMarked
package dev.holdfast.sim.hsm.rng;

import org.jspecify.annotations.NullMarked;
