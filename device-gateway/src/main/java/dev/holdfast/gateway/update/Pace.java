package dev.holdfast.gateway.update;

import java.util.concurrent.TimeUnit;

/**
 * Maximum bandwidth of the downloads of a device.
 *
 * @param bytesPerSecond maximum number of bytes a second; 0 for no limit
 */
record Pace(long bytesPerSecond) {
    private static final int SLICE = 64 * 1024;
    private static final int MIN_SLICE = 1024;

    boolean isLimited() {
        return bytesPerSecond > 0;
    }

    /** Returns the number of bytes to send at once: those of at most about a second. */
    int slice() {
        return isLimited() ? Math.clamp(bytesPerSecond, MIN_SLICE, SLICE) : SLICE;
    }

    /** Returns the time, in nanoseconds, that bytes take; 0 without a limit. */
    long nanos(int bytes) {
        return isLimited() ? TimeUnit.SECONDS.toNanos(bytes) / bytesPerSecond : 0;
    }
}
