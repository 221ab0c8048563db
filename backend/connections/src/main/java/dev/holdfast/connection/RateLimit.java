package dev.holdfast.connection;

import com.github.benmanes.caffeine.cache.Cache;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/**
 * Rate limit for each key, with token buckets. A burst can use all tokens of a window at once. A bucket that is unused for a window is full
 * again, so it is dropped. Buckets in use are dropped only if there are more than {@code keys}.
 *
 * @param <K> type of the keys
 */
public final class RateLimit<K> {
    /** Default length of a window in seconds. */
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
     * @param tokens number of tokens for each window
     * @param keys maximum number of buckets
     */
    public RateLimit(long tokens, Duration window, int keys) {
        this.tokens = tokens;
        this.window = window;
        this.buckets =
                Caches.begin().maximumSize(keys).expireAfterAccess(window).build();
    }

    /** Takes a token. Returns false if none is left. */
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

    /** Returns whether no key took a token recently, so that {@link #isExhausted} is false for every key. */
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
