package dev.holdfast.sim.agent;

import java.time.Duration;

/**
 * Quality of a device's network, for each direction.
 *
 * @param latency one way
 * @param loss share of lost packets, 0 (none) to below 1; TCP resends lost packets, so a loss causes a delay
 * @param bitsPerSecond bandwidth; {@link Long#MAX_VALUE} for no limit
 */
public record NetworkQuality(Duration latency, double loss, long bitsPerSecond) {
    /** No added latency, no loss, no limit. */
    public static final NetworkQuality PERFECT = new NetworkQuality(Duration.ZERO, 0, Long.MAX_VALUE);

    public NetworkQuality {
        if (latency.isNegative() || !(loss >= 0 && loss < 1) || bitsPerSecond < 1) {
            throw new IllegalArgumentException(
                    "latency must be at least 0, loss 0 to below 1, bandwidth at least 1 bit per second");
        }
    }

    boolean isPerfect() {
        return latency.isZero() && loss == 0 && bitsPerSecond == Long.MAX_VALUE;
    }
}
