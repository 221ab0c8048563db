package dev.holdfast.gateway.update;

import com.github.benmanes.caffeine.cache.Cache;
import dev.holdfast.connection.Caches;
import dev.holdfast.gateway.backend.BackendFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Cache that refreshes stale values and serves them while the backend is down or the refresh rate is reached. Each
 * key has at most one load in progress. If a key is invalidated during its load, the waiting callers get the value,
 * but it is not kept, because it may be stale. If the backend refuses the device of a load, its value is removed, and the waiting callers load
 * it for their own devices.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
final class RefreshingCache<K, V> {
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final Vertx vertx;
    private final InstantSource clock;
    private final ChangeStreamState stream;
    private final Refreshes refreshes;
    private final Duration retryAfter;
    private final Lifetime<V> lifetime;
    private final Cache<K, Entry<V>> entries;
    private final ConcurrentMap<K, CompletableFuture<V>> loading = new ConcurrentHashMap<>();

    /**
     * Lifetime of a loaded value.
     *
     * @param <V> type of the values
     */
    interface Lifetime<V> {
        /** Returns the time until which the value is not refreshed, unless a new epoch starts. */
        Instant freshUntil(V value, Instant now);

        /** Returns the time until which the value may be served when it cannot be refreshed. */
        Instant usableUntil(V value);

        /** Returns how long the value may be served after the change stream was last live. */
        default Duration lease() {
            return FOR_EVER;
        }
    }

    /** Cached value. {@code epoch} is the epoch of the change stream when the load began. */
    private record Entry<V>(V value, long epoch, Instant loadedAt, Instant freshUntil, Instant usableUntil) {
        /** Returns a copy that is not refreshed before {@code until}. */
        Entry<V> freshFor(Instant until) {
            return new Entry<>(value, epoch, loadedAt, until, usableUntil);
        }
    }

    /**
     * Creates an empty cache.
     *
     * @param retryAfter time for which a value is served after its refresh failed, before the next attempt
     * @param maximumSize maximum number of values
     */
    RefreshingCache(
            Vertx vertx,
            InstantSource clock,
            ChangeStreamState stream,
            Refreshes refreshes,
            Duration retryAfter,
            int maximumSize,
            Lifetime<V> lifetime) {
        this.vertx = vertx;
        this.clock = clock;
        this.stream = stream;
        this.refreshes = refreshes;
        this.retryAfter = retryAfter;
        this.lifetime = lifetime;
        this.entries = Caches.begin().maximumSize(maximumSize).build();
    }

    /**
     * Returns the cached value if it is valid or the refresh rate is reached, else loads the value. If the load fails because of an outage,
     * returns the cached value while it is usable.
     *
     * @param source loads the value of the key for the caller's device
     */
    Future<V> get(K key, Supplier<Future<V>> source) {
        @Nullable Entry<V> known = entries.getIfPresent(key);
        if (known != null) {
            Instant now = clock.instant();
            // At the rate limit for refreshes, serves the cached value, because no change of it was reported.
            if (isGood(known, now) || (isUsable(known, now) && !isLoading(key) && !refreshes.allows())) {
                return Future.succeededFuture(known.value);
            }
        }
        return load(key, source).recover(failure -> fallBack(key, failure));
    }

    /** Loads the value from the source; returns the cached one only during an outage. */
    Future<V> reload(K key, Supplier<Future<V>> source) {
        return load(key, source).recover(failure -> fallBack(key, failure));
    }

    /** Removes a value that has changed in the backend; it is not served again, not even during an outage. */
    void invalidate(K key) {
        loading.remove(key);
        entries.invalidate(key);
    }

    /** Removes the values of all keys that match, see {@link #invalidate}. */
    void invalidateAll(Predicate<K> kind) {
        loading.keySet().removeIf(kind);
        entries.asMap().keySet().removeIf(kind);
    }

    private boolean isGood(Entry<V> known, Instant now) {
        // While the change stream is down, an older epoch is no reason to refresh. The lifetime still limits the value.
        return now.isBefore(known.freshUntil)
                && isUsable(known, now)
                && (known.epoch == stream.epoch() || !stream.isLive());
    }

    private boolean isUsable(Entry<V> known, Instant now) {
        Instant validUntil = stream.validUntil(known.epoch);
        Instant vouchedFor = validUntil.isAfter(known.loadedAt) ? validUntil : known.loadedAt;
        // The lease starts at the load or at the last news of the change stream, whichever is later.
        return now.isBefore(known.usableUntil) && now.isBefore(vouchedFor.plus(lifetime.lease()));
    }

    private boolean isLoading(K key) {
        return loading.containsKey(key);
    }

    private Future<V> load(K key, Supplier<Future<V>> source) {
        CompletableFuture<V> mine = new CompletableFuture<>();
        @Nullable CompletableFuture<V> other = loading.putIfAbsent(key, mine);
        if (other == null) {
            long epoch = stream.epoch();
            source.get().onComplete(value -> keep(key, mine, value, epoch), failure -> {
                loading.remove(key, mine);
                mine.completeExceptionally(failure);
            });
        }
        Future<V> value = Future.fromCompletionStage(other == null ? mine : other, vertx.getOrCreateContext());
        return other == null
                ? value
                : value.recover(failure ->
                        failure instanceof BackendFailure.Refused ? load(key, source) : Future.failedFuture(failure));
    }

    // Compares the identity of the load.
    @SuppressWarnings("ReferenceEquality")
    private void keep(K key, CompletableFuture<V> load, V value, long epoch) {
        Instant now = clock.instant();
        Entry<V> fresh = new Entry<>(value, epoch, now, lifetime.freshUntil(value, now), lifetime.usableUntil(value));
        // The map locks the key: an invalidation comes either before, so that the value is not kept, or after.
        loading.computeIfPresent(key, (same, current) -> {
            if (current == load) {
                entries.put(key, fresh);
                return null;
            }
            return current;
        });
        load.complete(value);
    }

    private Future<V> fallBack(K key, Throwable failure) {
        boolean outage = failure instanceof BackendFailure.Unavailable || failure instanceof BackendFailure.RateLimited;
        if (!outage) {
            invalidate(key);
            return Future.failedFuture(failure);
        }
        // Reads the cache again, because the entry may have been invalidated during the load.
        @Nullable Entry<V> known = entries.getIfPresent(key);
        Instant now = clock.instant();
        if (known == null || !isUsable(known, now)) {
            return Future.failedFuture(failure);
        }
        entries.asMap().replace(key, known, known.freshFor(now.plus(retryAfter)));
        return Future.succeededFuture(known.value);
    }
}
