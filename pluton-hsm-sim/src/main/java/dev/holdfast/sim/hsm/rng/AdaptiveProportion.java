package dev.holdfast.sim.hsm.rng;

/**
 * Adaptive proportion test (SP 800-90B §4.4.2). Fails when a window of 512 samples contains its first sample too often.
 * Detects a source that lost entropy without being stuck. Not safe for concurrent use.
 */
final class AdaptiveProportion {
    /** The standard's window for samples of more than one bit. */
    static final int WINDOW = 512;

    private final int cutoff;
    private int first;
    /** Number of tested samples of the current window. */
    private int seen;
    /** Number of samples of the current window that equal {@code first}. */
    private int equal;

    /** Makes a test that fails at the {@code cutoff}-th sample equal to the first of its window, the first included. */
    AdaptiveProportion(int cutoff) {
        this.cutoff = cutoff;
    }

    /**
     * Returns the standard's cutoff: 1 + the smallest k for which more than k equal samples in a window are rarer than
     * α, where the likeliest value of a healthy source has the probability 2<sup>−H</sup>.
     *
     * @param minEntropy H, bits of min-entropy per sample
     * @param alphaBits −log₂ α
     */
    static int cutoff(double minEntropy, int alphaBits) {
        double chance = Math.pow(2, -minEntropy);
        double alpha = Math.pow(2, -alphaBits);
        double tail = 0;
        for (int k = WINDOW; k >= 0; k--) {
            tail += Math.exp(logBinomial(k) + k * Math.log(chance) + (WINDOW - k) * Math.log1p(-chance));
            if (tail > alpha) {
                return 1 + k;
            }
        }
        return 1;
    }

    private static double logBinomial(int k) {
        double log = 0;
        for (int i = 1; i <= k; i++) {
            log += Math.log((double) (WINDOW - k + i) / i);
        }
        return log;
    }

    /** Tests the next sample. */
    boolean passes(int sample) {
        if (seen == 0) {
            first = sample;
            equal = 0;
        }
        seen = (seen + 1) % WINDOW;
        if (sample == first) {
            equal++;
        }
        return equal < cutoff;
    }
}
