package dev.holdfast.backend.update.rollout;

/**
 * Number of devices with a property, of a number of devices. Both are at most 100 million, so that no calculation overflows.
 *
 * @param devices devices with the property, 0 to {@code of}
 * @param of all devices
 */
public record Share(long devices, long of) {
    /** No devices of none. */
    public static final Share NONE = new Share(0, 0);

    private static final long MAX = 100_000_000;
    private static final int PERCENT = 100;

    /** Checks the bounds. */
    public Share {
        if (devices < 0 || devices > of || of > MAX) {
            throw new IllegalArgumentException(devices + " of " + of + " devices");
        }
    }

    /** Returns whether the share is at least {@code percent}. True for {@link #NONE}. */
    boolean isAtLeast(int percent) {
        return devices * PERCENT >= percent * of;
    }

    /** Returns whether the share is more than {@code percent} percentage points above {@code before}. */
    boolean exceeds(Share before, int percent) {
        long all = Math.max(1, before.of);
        // Both shares with the common denominator of * all.
        return (devices * all - before.devices * of) * PERCENT > percent * of * all;
    }
}
