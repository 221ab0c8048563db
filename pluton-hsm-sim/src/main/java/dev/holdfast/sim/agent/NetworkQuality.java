package dev.holdfast.sim.agent;

import java.time.Duration;

/**
 * How good a device's network is, in each direction.
 *
 * @param latency of one way
 * @param loss share of packets that are lost, 0 (none) up to, not including, 1; TCP sends them again, so a loss is a stall
 * @param bitsPerSecond what fits through; {@link Long#MAX_VALUE} for no limit
 */
public record NetworkQuality(Duration latency, double loss, long bitsPerSecond) {
    /** No latency but the real one, no loss, no limit. */
    public static final NetworkQuality PERFECT = new NetworkQuality(Duration.ZERO, 0, Long.MAX_VALUE);

    /** Checks the ranges. */
    public NetworkQuality {
        if (latency.isNegative() || !(loss >= 0 && loss < 1) || bitsPerSecond < 1) {
            throw new IllegalArgumentException("latency from 0 on, loss from 0 to below 1, at least 1 bit per second");
        }
    }

    /** Returns whether data passes as it comes. */
    boolean isPerfect() {
        return latency.isZero() && loss == 0 && bitsPerSecond == Long.MAX_VALUE;
    }
}
