package dev.holdfast.gateway.attestation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits for unknown chips. */
@ConfigMapping(prefix = "holdfast.chips")
interface ChipSettings {
    /** Returns how long a refused chip is refused without asking the backend. */
    @WithDefault("30s")
    Duration refusalTtl();

    /** Returns the maximum number of refused and of accepted chips in memory. */
    @WithDefault("50000")
    int remembered();

    /** Returns the refusals a minute of an address after which other unknown chips from it must wait. */
    @WithDefault("120")
    int refusalsPerAddress();

    /** Returns the maximum number of counted addresses. */
    @WithDefault("20000")
    int addresses();
}
