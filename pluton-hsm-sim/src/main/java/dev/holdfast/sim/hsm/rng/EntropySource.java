package dev.holdfast.sim.hsm.rng;

import dev.holdfast.sim.hsm.host.JdkProvider;
import java.util.SplittableRandom;

/**
 * A noise source: raw 8-bit samples, before any test or conditioning. {@link HealthTestedRng} calls it from one thread
 * at a time. A lambda that returns too few values is a broken ring oscillator.
 */
@FunctionalInterface
public interface EntropySource {
    /** Fills {@code samples} with the next raw samples, one a byte. */
    void sample(byte[] samples);

    /** Returns the noise of the host: what a chip has unless a fleet asks for something else. */
    static EntropySource system() {
        return Host.NOISE;
    }

    /**
     * Returns noise that is the same for the same seed, so that a fleet can be made twice. Whoever knows the seed knows
     * the keys made from it: such chips are for exercises, never for an installation that guards something.
     */
    static EntropySource seeded(long seed) {
        return new SplittableRandom(seed)::nextBytes;
    }

    /** Holds the one generator that all chips of a JVM share. */
    final class Host {
        private static final EntropySource NOISE = JdkProvider.random()::nextBytes;

        private Host() {}
    }
}
