package dev.holdfast.gateway.edge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * Limits for checks: requests to the backend about chips that it has not accepted in the last 25 hours. A check counts
 * against the limits, unless the backend accepts the chip.
 */
@ConfigMapping(prefix = "holdfast.chips")
interface ChipSettings {
    /** Returns how long the gateway itself refuses a chip after the backend refused it. */
    @WithDefault("30s")
    Duration refusalTtl();

    /** Returns the maximum number of refused chips in memory, and of accepted ones. */
    @WithDefault("50000")
    int remembered();

    /** Returns the maximum number of checks a minute for the chips of an address (IPv6: of a /64). */
    @WithDefault("120")
    int checksPerAddress();

    /** Returns the maximum number of checks a second for all chips. */
    @WithDefault("500")
    int checksPerSecond();

    /** Returns the maximum number of addresses whose checks are counted. */
    @WithDefault("20000")
    int addresses();
}
