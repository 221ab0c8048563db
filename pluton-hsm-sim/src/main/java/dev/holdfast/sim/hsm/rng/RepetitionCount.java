package dev.holdfast.sim.hsm.rng;

/**
 * Repetition count test (SP 800-90B §4.4.1). Fails when a value repeats too often in a row. Detects a stuck source. Not
 * safe for concurrent use.
 */
final class RepetitionCount {
    private final int cutoff;
    private int last = -1;
    private int run;

    /** Makes a test that fails at the {@code cutoff}-th equal sample in a row. */
    RepetitionCount(int cutoff) {
        this.cutoff = cutoff;
    }

    /**
     * Returns the standard's cutoff: 1 + ⌈−log₂ α / H⌉.
     *
     * @param minEntropy H, bits of min-entropy per sample
     * @param alphaBits −log₂ of the probability that a healthy source fails at one sample
     */
    static int cutoff(double minEntropy, int alphaBits) {
        return 1 + (int) Math.ceil(alphaBits / minEntropy);
    }

    /** Tests the next sample. */
    boolean passes(int sample) {
        run = sample == last ? run + 1 : 1;
        last = sample;
        return run < cutoff;
    }
}
