package dev.holdfast.gateway.update;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of what is kept in memory for polls and downloads. */
@ConfigMapping(prefix = "holdfast.update")
interface UpdateSettings {
    /** Returns how many devices' assignments are kept, about 400 bytes each. */
    @WithDefault("100000")
    int assignments();

    /** Returns how many groups' targets are kept. */
    @WithDefault("5000")
    int targets();

    /** Returns after how long an answer is fetched again even if no change was announced. */
    @WithDefault("5m")
    Duration ttl();

    /**
     * Returns for how long a device's admissionState may be used after the gateway last heard of changes: for this long at most a device
     * that was blocked meanwhile is served by a gateway that the backend cannot reach.
     */
    @WithDefault("15m")
    Duration lease();

    /** Returns how long before a manifest set expires it is fetched again. */
    @WithDefault("10m")
    Duration renewBefore();

    /** Returns how long to serve what is held before the backend is tried again, after it failed to answer. */
    @WithDefault("10s")
    Duration retryAfter();

    /** Returns how many answers that are held are loaded again a second at most; the others are served as they are. */
    @WithDefault("500")
    int refreshesPerSecond();

    /** Returns how many bytes of images are kept. */
    @WithDefault("134217728")
    long imageBytes();

    /** Returns how many devices' contacts wait to be handed in at most. */
    @WithDefault("200000")
    int contacts();
}
