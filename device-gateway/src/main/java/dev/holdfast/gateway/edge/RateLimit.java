package dev.holdfast.gateway.edge;

import com.github.benmanes.caffeine.cache.Cache;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/**
 * So many a second for each key, and at once as many as come in {@value #BURST_SECONDS} seconds: a token bucket for each.
 * A bucket that nobody touched for that long is full again and need not be kept, so what is forgotten is the bound of the
 * memory and never somebody's debt, unless more keys than {@code keys} are busy at once.
 *
 * @param <K> who is limited
 */
final class RateLimit<K> {
    static final int BURST_SECONDS = 10;

    private final int perSecond;
    private final Cache<K, Bucket> buckets;

    /**
     * @param perSecond in the long run
     * @param keys how many are remembered, about 300 bytes each
     */
    RateLimit(int perSecond, int keys) {
        this.perSecond = perSecond;
        this.buckets = Caches.begin()
                .maximumSize(keys)
                .expireAfterAccess(Duration.ofSeconds(BURST_SECONDS))
                .build();
    }

    /** Takes one; false when there is none left. */
    boolean allows(K key) {
        return buckets.get(key, first -> bucket()).tryConsume(1);
    }

    /** Returns whether nobody took anything lately. */
    boolean isIdle() {
        return buckets.estimatedSize() == 0;
    }

    /** Returns whether the next one would not be allowed; takes nothing. */
    boolean isExhausted(K key) {
        Bucket bucket = buckets.getIfPresent(key);
        return bucket != null && bucket.getAvailableTokens() < 1;
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity((long) perSecond * BURST_SECONDS).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
    }
}
