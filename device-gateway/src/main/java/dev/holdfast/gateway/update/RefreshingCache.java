package dev.holdfast.gateway.update;

import com.github.benmanes.caffeine.cache.Cache;
import dev.holdfast.gateway.backend.BackendFailure;
import dev.holdfast.gateway.edge.Caches;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Answers from memory, refreshed when they may have changed, and served on while the backend is away or everybody wants a refresh
 * at once. For each key at
 * most one load is under way. A load that was under way when its key was invalidated still answers who waited for it, but
 * is not kept: it may have read the old state.
 *
 * @param <K> what is asked for
 * @param <V> the answer
 */
final class RefreshingCache<K, V> {
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final Vertx vertx;
    private final InstantSource clock;
    private final Feed feed;
    private final Refreshes refreshes;
    private final Duration retryAfter;
    private final Function<K, Future<V>> source;
    private final Lifetime<V> lifetime;
    private final Cache<K, Held<V>> held;
    private final ConcurrentMap<K, CompletableFuture<V>> loading = new ConcurrentHashMap<>();

    /**
     * How long an answer that was just loaded is good for.
     *
     * @param <V> the answer
     */
    interface Lifetime<V> {
        /** Returns until when it need not be loaded again. */
        Instant freshUntil(V value, Instant now);

        /** Returns until when it may be served if it cannot be loaded again. */
        Instant usableUntil(V value);

        /** Returns for how long it may be served after changes of it were last heard of. */
        default Duration lease() {
            return FOR_EVER;
        }
    }

    private record Held<V>(V value, long epoch, Instant loadedAt, Instant freshUntil, Instant usableUntil) {
        Held<V> freshFor(Instant until) {
            return new Held<>(value, epoch, loadedAt, until, usableUntil);
        }
    }

    RefreshingCache(
            Vertx vertx,
            InstantSource clock,
            Feed feed,
            Refreshes refreshes,
            Duration retryAfter,
            int maximumSize,
            Function<K, Future<V>> source,
            Lifetime<V> lifetime) {
        this.vertx = vertx;
        this.clock = clock;
        this.feed = feed;
        this.refreshes = refreshes;
        this.retryAfter = retryAfter;
        this.source = source;
        this.lifetime = lifetime;
        this.held = Caches.begin().maximumSize(maximumSize).build();
    }

    /** Returns the answer, from memory where that is right; fails as the source does when nothing usable is held. */
    Future<V> get(K key) {
        @Nullable Held<V> known = held.getIfPresent(key);
        if (known != null) {
            Instant now = clock.instant();
            // Whoever has no turn to ask gets what is held: nobody announced that it changed.
            if (isGood(known, now) || (isUsable(known, now) && !isUnderWay(key) && !refreshes.allows())) {
                return Future.succeededFuture(known.value);
            }
        }
        return load(key).recover(failure -> fallBack(key, failure));
    }

    /** Asks the source, whatever is held, which is returned only when the source is away. */
    Future<V> reload(K key) {
        return load(key).recover(failure -> fallBack(key, failure));
    }

    /** Forgets an answer that has changed at the backend; it is not served again, not even in an outage. */
    void invalidate(K key) {
        loading.remove(key);
        held.invalidate(key);
    }

    /** Forgets all answers whose key is of a kind, see {@link #invalidate}. */
    void invalidateAll(Predicate<K> kind) {
        loading.keySet().removeIf(kind);
        held.asMap().keySet().removeIf(kind);
    }

    private boolean isGood(Held<V> known, Instant now) {
        // While no changes are heard there is no point in asking for each key again; the lifetime still bounds it.
        return now.isBefore(known.freshUntil)
                && isUsable(known, now)
                && (known.epoch == feed.epoch() || !feed.isLive());
    }

    private boolean isUsable(Held<V> known, Instant now) {
        Instant heard = feed.heardOf(known.epoch);
        Instant vouchedFor = heard.isAfter(known.loadedAt) ? heard : known.loadedAt;
        return now.isBefore(known.usableUntil) && now.isBefore(vouchedFor.plus(lifetime.lease()));
    }

    private boolean isUnderWay(K key) {
        return loading.containsKey(key);
    }

    private Future<V> load(K key) {
        CompletableFuture<V> mine = new CompletableFuture<>();
        @Nullable CompletableFuture<V> other = loading.putIfAbsent(key, mine);
        if (other == null) {
            long epoch = feed.epoch();
            source.apply(key).onComplete(value -> keep(key, mine, value, epoch), failure -> {
                loading.remove(key, mine);
                mine.completeExceptionally(failure);
            });
        }
        return Future.fromCompletionStage(other == null ? mine : other, vertx.getOrCreateContext());
    }

    // Whether it is still this very load is the question, not whether another one looks like it.
    @SuppressWarnings("ReferenceEquality")
    private void keep(K key, CompletableFuture<V> load, V value, long epoch) {
        Instant now = clock.instant();
        Held<V> fresh = new Held<>(value, epoch, now, lifetime.freshUntil(value, now), lifetime.usableUntil(value));
        // Under the map's lock for this key, so that an invalidation comes either before (and nothing is kept) or
        // after.
        loading.computeIfPresent(key, (same, current) -> {
            if (current == load) {
                held.put(key, fresh);
                return null;
            }
            return current;
        });
        load.complete(value);
    }

    private Future<V> fallBack(K key, Throwable failure) {
        boolean outage = failure instanceof BackendFailure.Away || failure instanceof BackendFailure.Busy;
        if (!outage) {
            invalidate(key);
            return Future.failedFuture(failure);
        }
        // Read again: what was held when the load began may have been invalidated since.
        @Nullable Held<V> known = held.getIfPresent(key);
        Instant now = clock.instant();
        if (known == null || !isUsable(known, now)) {
            return Future.failedFuture(failure);
        }
        held.asMap().replace(key, known, known.freshFor(now.plus(retryAfter)));
        return Future.succeededFuture(known.value);
    }
}
