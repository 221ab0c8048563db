package dev.holdfast.gateway.update;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits and lifetimes of cached data. */
@ConfigMapping(prefix = "holdfast.update")
interface UpdateSettings {
    /** Returns the maximum number of cached assignments, about 400 bytes each. */
    @WithDefault("100000")
    int assignments();

    /** Returns the maximum number of cached targets. */
    @WithDefault("5000")
    int targets();

    /** Returns the time after which data is refreshed even without a reported change. */
    @WithDefault("5m")
    Duration ttl();

    /**
     * Returns how long cached data may be used after the change stream was last live: the longest time for which a
     * disconnected gateway serves a device that was blocked meanwhile.
     */
    @WithDefault("15m")
    Duration lease();

    /** Returns how long before its expiry a manifest set is fetched again. */
    @WithDefault("10m")
    Duration renewBefore();

    /** Returns how long cached data is served before a failed refresh is retried. */
    @WithDefault("10s")
    Duration retryAfter();

    /** Returns the maximum number of refreshes a second. */
    @WithDefault("500")
    int refreshesPerSecond();

    /** Returns the maximum total size of cached images, in bytes. */
    @WithDefault("134217728")
    long imageBytes();

    /** Returns the maximum number of buffered contacts. */
    @WithDefault("200000")
    int contacts();

    /** Returns the maximum number of polls that wait for a change. */
    @WithDefault("20000")
    int waitingPolls();

    /** Returns the maximum number of waiting polls that changes end in a second, at least 20. */
    @WithDefault("5000")
    int wakesPerSecond();
}
