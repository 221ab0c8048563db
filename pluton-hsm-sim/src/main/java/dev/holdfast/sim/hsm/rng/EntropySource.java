package dev.holdfast.sim.hsm.rng;

import dev.holdfast.sim.hsm.host.JdkProvider;
import java.util.SplittableRandom;

/**
 * A noise source: raw 8-bit samples, before tests and conditioning. {@link HealthTestedRng} calls it from one thread at
 * a time.
 */
@FunctionalInterface
public interface EntropySource {
    /** Fills {@code samples} with raw samples, one per byte. */
    void sample(byte[] samples);

    /** Returns the noise of the host, the default. */
    static EntropySource system() {
        return Host.NOISE;
    }

    /**
     * Returns reproducible noise. Anyone with the seed knows the keys made from it: use it only for tests and
     * exercises.
     */
    static EntropySource seeded(long seed) {
        return new SplittableRandom(seed)::nextBytes;
    }

    /** The generator that all chips of a JVM share. */
    final class Host {
        private static final EntropySource NOISE = JdkProvider.random()::nextBytes;

        private Host() {}
    }
}
