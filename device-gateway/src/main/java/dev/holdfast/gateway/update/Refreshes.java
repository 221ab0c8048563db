package dev.holdfast.gateway.update;

import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * The ration of requests that look whether something held is still so. Nobody waits for one, so after an outage a large fleet's
 * answers are looked at again one after the other and not all at once.
 */
@Singleton
final class Refreshes {
    private final Bucket ration;
    private final Counter putOff;

    @Inject
    Refreshes(UpdateSettings settings, MeterRegistry metrics) {
        this(settings.refreshesPerSecond(), metrics);
    }

    Refreshes(int perSecond, MeterRegistry metrics) {
        ration = Bucket.builder()
                .addLimit(limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
        putOff = Counter.builder("holdfast.gateway.refreshes.put.off")
                .description("Answers served from memory although they were due, because too many were")
                .register(metrics);
    }

    /** Takes one; false when it must wait for its next use. */
    boolean allows() {
        boolean allows = ration.tryConsume(1);
        if (!allows) {
            putOff.increment();
        }
        return allows;
    }
}
