package dev.holdfast.gateway.edge;

import com.github.benmanes.caffeine.cache.Cache;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/**
 * Rate limit for each key: a token bucket that allows bursts of {@value #BURST_SECONDS} seconds' worth. An unused
 * bucket is full after that time and is dropped. Busy buckets are dropped only when more than {@code keys} keys are
 * busy.
 *
 * @param <K> type of the keys
 */
final class RateLimit<K> {
    static final int BURST_SECONDS = 10;

    private final int perSecond;
    private final Cache<K, Bucket> buckets;

    /**
     * @param perSecond average rate
     * @param keys maximum number of buckets, about 300 bytes each
     */
    RateLimit(int perSecond, int keys) {
        this.perSecond = perSecond;
        this.buckets = Caches.begin()
                .maximumSize(keys)
                .expireAfterAccess(Duration.ofSeconds(BURST_SECONDS))
                .build();
    }

    /** Takes a token; returns false when none is left. */
    boolean allows(K key) {
        return buckets.get(key, first -> bucket()).tryConsume(1);
    }

    /** Returns whether no token was taken recently. */
    boolean isIdle() {
        return buckets.estimatedSize() == 0;
    }

    /** Returns whether no token is left, without taking one. */
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
