package dev.holdfast.connection;

import com.github.benmanes.caffeine.cache.Cache;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/**
 * Rate limit for each key: a token bucket that allows bursts of a whole window's worth. An unused bucket is full after
 * that time and is dropped. Busy buckets are dropped only when more than {@code keys} keys are busy.
 *
 * @param <K> type of the keys
 */
public final class RateLimit<K> {
    /** Seconds whose worth a burst has, unless a window is given. */
    public static final int BURST_SECONDS = 10;

    private final long tokens;
    private final Duration window;
    private final Cache<K, Bucket> buckets;

    /**
     * Allows bursts of {@value #BURST_SECONDS} seconds.
     *
     * @param perSecond average rate
     * @param keys maximum number of buckets, about 300 bytes each
     */
    public RateLimit(int perSecond, int keys) {
        this((long) perSecond * BURST_SECONDS, Duration.ofSeconds(BURST_SECONDS), keys);
    }

    /**
     * Allows a burst of {@code tokens}.
     *
     * @param tokens average number in a window
     * @param keys maximum number of buckets
     */
    public RateLimit(long tokens, Duration window, int keys) {
        this.tokens = tokens;
        this.window = window;
        this.buckets =
                Caches.begin().maximumSize(keys).expireAfterAccess(window).build();
    }

    /** Takes a token; returns false when none is left. */
    public boolean allows(K key) {
        return buckets.get(key, first -> bucket()).tryConsume(1);
    }

    /** Returns a token that {@link #allows} took. */
    public void giveBack(K key) {
        Bucket bucket = buckets.getIfPresent(key);
        if (bucket != null) {
            bucket.addTokens(1);
        }
    }

    /** Returns whether no token was taken recently. */
    public boolean isIdle() {
        return buckets.estimatedSize() == 0;
    }

    /** Returns whether no token is left, without taking one. */
    public boolean isExhausted(K key) {
        Bucket bucket = buckets.getIfPresent(key);
        return bucket != null && bucket.getAvailableTokens() < 1;
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(tokens).refillGreedy(tokens, window))
                .build();
    }
}
