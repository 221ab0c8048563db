package dev.holdfast.gateway.attestation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the gateway treats chips that nobody endorses. */
@ConfigMapping(prefix = "holdfast.chips")
interface ChipSettings {
    /** Returns for how long a refused chip is refused without asking the backend. */
    @WithDefault("30s")
    Duration refusalTtl();

    /** Returns how many refused and how many welcome chips are remembered. */
    @WithDefault("50000")
    int remembered();

    /** Returns how many refusals an address may cause a minute before chips from there that are not known yet must wait. */
    @WithDefault("120")
    int refusalsPerAddress();

    /** Returns how many addresses are counted. */
    @WithDefault("20000")
    int addresses();
}
