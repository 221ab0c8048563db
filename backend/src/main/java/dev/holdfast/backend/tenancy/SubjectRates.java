package dev.holdfast.backend.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.holdfast.backend.platform.problem.ProblemException;
import io.github.bucket4j.Bucket;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Rate limit per subject and per token, as token buckets. A personal token also takes from its creator's bucket. A bucket that is
 * unused for ten seconds is full, so it is dropped.
 */
@ApplicationScoped
class SubjectRates {
    private static final int BURST_SECONDS = 10;
    private static final int SUBJECTS = 10_000;

    private final int perSecond;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(SUBJECTS)
            .expireAfterAccess(Duration.ofSeconds(BURST_SECONDS))
            .build();

    SubjectRates(@ConfigProperty(name = "holdfast.api.requests-per-second", defaultValue = "100") int perSecond) {
        this.perSecond = perSecond;
    }

    /** Takes one call from the bucket of {@code key}; fails when it is empty. */
    void take(String key) {
        Bucket bucket = buckets.get(
                key,
                first -> Bucket.builder()
                        .addLimit(limit -> limit.capacity((long) perSecond * BURST_SECONDS)
                                .refillGreedy(perSecond, Duration.ofSeconds(1)))
                        .build());
        if (!bucket.tryConsume(1)) {
            throw ProblemException.rateLimited(
                    "The limit is " + perSecond + " requests a second, with bursts of " + perSecond * BURST_SECONDS
                            + ". Wait a second and send requests more slowly.",
                    Duration.ZERO);
        }
    }
}
