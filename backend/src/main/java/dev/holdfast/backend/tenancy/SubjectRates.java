package dev.holdfast.backend.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.holdfast.backend.platform.problem.ProblemException;
import io.github.bucket4j.Bucket;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How often one subject, or one token, may call this backend: a token bucket for each. Who comes with a personal token takes from that of its
 * creator as well. One that nobody touched for ten seconds is full again and need not be kept.
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

    /** Takes one of {@code key}'s calls; fails when there is none left for now. */
    void take(String key) {
        Bucket bucket = buckets.get(
                key,
                first -> Bucket.builder()
                        .addLimit(limit -> limit.capacity((long) perSecond * BURST_SECONDS)
                                .refillGreedy(perSecond, Duration.ofSeconds(1)))
                        .build());
        if (!bucket.tryConsume(1)) {
            throw ProblemException.rateLimited(
                    "You may call " + perSecond + " times a second, and " + perSecond * BURST_SECONDS
                            + " times at once. Wait a second and go on more slowly.",
                    Duration.ZERO);
        }
    }
}
