package dev.holdfast.gateway.update;

import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Rate limit for refreshing cached data. Above the rate, cached data is served instead, so after an outage the data of
 * a large fleet is refreshed gradually.
 */
@Singleton
final class Refreshes {
    private final Bucket rateLimit;
    private final Counter putOff;

    @Inject
    Refreshes(UpdateSettings settings, MeterRegistry metrics) {
        this(settings.refreshesPerSecond(), metrics);
    }

    Refreshes(int perSecond, MeterRegistry metrics) {
        rateLimit = Bucket.builder()
                .addLimit(limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
        putOff = Counter.builder("holdfast.gateway.refreshes.put.off")
                .description("Due refreshes that were postponed by the rate limit")
                .register(metrics);
    }

    /** Takes a permit; returns false when the refresh must wait until the data is used again. */
    boolean allows() {
        boolean allows = rateLimit.tryConsume(1);
        if (!allows) {
            putOff.increment();
        }
        return allows;
    }
}
