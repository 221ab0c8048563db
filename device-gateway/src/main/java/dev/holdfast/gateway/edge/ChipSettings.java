package dev.holdfast.gateway.edge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * Limits for chips that the backend has not accepted in the last 25 hours. A request of such a chip counts against the
 * rates, unless the backend accepts it.
 */
@ConfigMapping(prefix = "holdfast.chips")
interface ChipSettings {
    /** Returns how long the gateway refuses a refused chip without asking the backend again. */
    @WithDefault("30s")
    Duration refusalTtl();

    /** Returns the maximum number of refused chips in memory, and of accepted ones. */
    @WithDefault("50000")
    int remembered();

    /** Returns the maximum number of these requests a minute of an address (IPv6: of a /64) that ask the backend. */
    @WithDefault("120")
    int refusalsPerAddress();

    /** Returns the maximum number of these requests a second of all addresses that ask the backend. */
    @WithDefault("500")
    int refusalsPerSecond();

    /** Returns the maximum number of counted addresses. */
    @WithDefault("20000")
    int addresses();
}
