package dev.holdfast.sim.hsm.rng;

import dev.holdfast.sim.hsm.host.JdkProvider;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.util.Arrays;

/**
 * Conditioned random bytes from a noise source under the health tests of NIST SP 800-90B. The assumed entropy is
 * {@value #MIN_ENTROPY} bits per 8-bit sample. For a source with exactly that, the false alarm rate is one in
 * 2<sup>{@value #ALPHA_BITS}</sup> samples.
 *
 * <ul>
 *   <li>Start-up (§4.3): before the first output, {@value #START_UP_SAMPLES} samples are tested and discarded.
 *   <li>Always (§4.4): each sample passes {@link RepetitionCount} and {@link AdaptiveProportion}.
 *   <li>Conditioning (§3.1.5.1): 32 bytes of output are SHA-256 over {@value #SAMPLES_PER_BLOCK} samples, 320 bits of
 *       entropy, 64 more than the output has.
 *   <li>Alarm: a failed test stops all output until {@link #restart}, which repeats the start-up test.
 * </ul>
 *
 * <p>Safe for use from any thread.
 */
public final class HealthTestedRng {
    private static final int MIN_ENTROPY = 4;
    private static final int ALPHA_BITS = 30;
    private static final int START_UP_SAMPLES = 1024;
    private static final int SAMPLES_PER_BLOCK = 80;
    private static final int REPETITION_CUTOFF = RepetitionCount.cutoff(MIN_ENTROPY, ALPHA_BITS);
    private static final int PROPORTION_CUTOFF = AdaptiveProportion.cutoff(MIN_ENTROPY, ALPHA_BITS);

    private final EntropySource source;
    private RepetitionCount repetition = new RepetitionCount(REPETITION_CUTOFF);
    private AdaptiveProportion proportion = new AdaptiveProportion(PROPORTION_CUTOFF);
    private Health health = Health.UNTESTED;

    private enum Health {
        UNTESTED,
        SOUND,
        FAILED
    }

    /** Makes a generator. The source is tested at the first use. */
    public HealthTestedRng(EntropySource source) {
        this.source = source;
    }

    /**
     * Returns random bytes.
     *
     * @throws EntropyFailureException when the source fails a test, or failed one since the last restart
     */
    public synchronized byte[] bytes(int length) {
        start();
        byte[] output = new byte[length];
        for (int filled = 0; filled < length; ) {
            byte[] block = block();
            int part = Math.min(block.length, length - filled);
            System.arraycopy(block, 0, output, filled, part);
            filled += part;
        }
        return output;
    }

    /**
     * Tests the source on demand (§4.2): the start-up test if it did not run, else one block of samples, which is
     * discarded. For callers that use other random numbers, but must stop when the source is broken.
     *
     * @throws EntropyFailureException as for {@link #bytes}
     */
    public synchronized void requireSound() {
        if (!start()) {
            tested(SAMPLES_PER_BLOCK);
        }
    }

    /** Runs the start-up test unless it ran. Returns whether it ran now. */
    private boolean start() {
        if (health == Health.FAILED) {
            throw new EntropyFailureException("the noise source failed a health test; reset the chip to try again");
        }
        boolean untested = health == Health.UNTESTED;
        if (untested) {
            tested(START_UP_SAMPLES);
            health = Health.SOUND;
        }
        return untested;
    }

    /** Clears an alarm, at a reset of the chip. The start-up test precedes the next output. */
    public synchronized void restart() {
        repetition = new RepetitionCount(REPETITION_CUTOFF);
        proportion = new AdaptiveProportion(PROPORTION_CUTOFF);
        health = Health.UNTESTED;
    }

    /** Returns this generator as a {@link SecureRandom}. It ignores seeds. */
    public SecureRandom asSecureRandom() {
        return new Adapter(this);
    }

    private byte[] block() {
        byte[] samples = tested(SAMPLES_PER_BLOCK);
        try {
            return MessageDigest.getInstance("SHA-256", JdkProvider.sun()).digest(samples);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        } finally {
            Arrays.fill(samples, (byte) 0);
        }
    }

    private byte[] tested(int count) {
        byte[] samples = new byte[count];
        source.sample(samples);
        for (byte sample : samples) {
            int value = Byte.toUnsignedInt(sample);
            if (!repetition.passes(value) || !proportion.passes(value)) {
                health = Health.FAILED;
                Arrays.fill(samples, (byte) 0);
                throw new EntropyFailureException("the noise source fails its health test");
            }
        }
        return samples;
    }

    private static final class Adapter extends SecureRandom {
        private static final long serialVersionUID = 1;

        Adapter(HealthTestedRng rng) {
            super(new Spi(rng), null);
        }
    }

    private static final class Spi extends SecureRandomSpi {
        private static final long serialVersionUID = 1;

        private final transient HealthTestedRng rng;

        Spi(HealthTestedRng rng) {
            this.rng = rng;
        }

        @Override
        protected void engineSetSeed(byte[] seed) {
            // A caller's seed could only make the output worse.
        }

        @Override
        protected void engineNextBytes(byte[] bytes) {
            System.arraycopy(rng.bytes(bytes.length), 0, bytes, 0, bytes.length);
        }

        @Override
        protected byte[] engineGenerateSeed(int length) {
            return rng.bytes(length);
        }
    }
}
