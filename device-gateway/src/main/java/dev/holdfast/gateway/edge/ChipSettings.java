package dev.holdfast.gateway.edge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * Limits for chips that the backend has not accepted in the last 25 hours. A check counts
 * against the limits, unless the backend accepts the chip.
 */
@ConfigMapping(prefix = "holdfast.chips")
interface ChipSettings {
    /** Returns how long the gateway refuses a refused chip without asking the backend again. */
    @WithDefault("30s")
    Duration refusalTtl();

    /** Returns the maximum number of refused chips in memory, and of accepted ones. */
    @WithDefault("50000")
    int remembered();

    /** Returns how often a minute the gateway asks the backend about such chips of one address (IPv6: of a /64). */
    @WithDefault("120")
    int checksPerAddress();

    /** Returns how often a second the gateway asks the backend about such chips of all addresses. */
    @WithDefault("500")
    int checksPerSecond();

    /** Returns the maximum number of counted addresses. */
    @WithDefault("20000")
    int addresses();
}
