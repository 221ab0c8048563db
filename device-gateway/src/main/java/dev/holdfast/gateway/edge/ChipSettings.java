package dev.holdfast.gateway.edge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits for chips that the backend has not accepted in the last 25 hours. */
@ConfigMapping(prefix = "holdfast.chips")
interface ChipSettings {
    /** Returns how long a refused chip is refused without asking the backend. */
    @WithDefault("30s")
    Duration refusalTtl();

    /** Returns the maximum number of refused and of accepted chips in memory. */
    @WithDefault("50000")
    int remembered();

    /** Returns the maximum number of refusals a minute that the backend is asked for, for an address (IPv6: a /64). */
    @WithDefault("120")
    int refusalsPerAddress();

    /** Returns the maximum number of refusals a second that the backend is asked for, for all addresses. */
    @WithDefault("500")
    int refusalsPerSecond();

    /** Returns the maximum number of counted addresses. */
    @WithDefault("20000")
    int addresses();
}
