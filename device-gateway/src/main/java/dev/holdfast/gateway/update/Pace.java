package dev.holdfast.gateway.update;

/**
 * Maximum bandwidth of a download.
 *
 * @param bytesPerSecond maximum number of bytes a second; 0 for no limit
 */
record Pace(long bytesPerSecond) {
    private static final int SLICE = 64 * 1024;
    private static final int MIN_SLICE = 1024;
    private static final long MILLIS = 1_000;

    /** Returns the number of bytes to send at once: those of at most about a second. */
    int slice() {
        return bytesPerSecond == 0 ? SLICE : Math.clamp(bytesPerSecond, MIN_SLICE, SLICE);
    }

    /** Returns the time, in milliseconds, until more than {@code sent} bytes may be sent after {@code elapsed} milliseconds. */
    long pause(long sent, long elapsed) {
        return bytesPerSecond == 0 ? 0 : Math.max(0, sent * MILLIS / bytesPerSecond - elapsed);
    }
}
