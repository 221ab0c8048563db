package dev.holdfast.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.gateway.backend.BackendFailure;
import dev.holdfast.gateway.support.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the cache with a clock and loads that the test controls. */
class RefreshingCacheTest {
    private static final Duration TTL = Duration.ofMinutes(5);
    /** Refreshes a second: few, so that the limit does not refill during a test. */
    private static final int RATE = 4;

    /** Time for which values may be served after the change stream was last live. */
    private static final Duration LEASE = Duration.ofMinutes(15);

    private static final Duration USABLE = Duration.ofHours(1);

    private final Vertx vertx = Vertx.vertx();
    private final ChangeStreamState stream = new ChangeStreamState();
    /** Loads that the test has not completed yet. */
    private final Queue<Promise<String>> loads = new ConcurrentLinkedQueue<>();
    /** Number of loads begun. */
    private int loaded;

    private Instant now = Instant.parse("2026-11-24T12:00:00Z");

    private final RefreshingCache<String, String> cache = new RefreshingCache<>(
            vertx,
            () -> now,
            stream,
            new Refreshes(RATE, new SimpleMeterRegistry()),
            Duration.ofSeconds(10),
            10,
            new RefreshingCache.Lifetime<>() {
                @Override
                public Instant freshUntil(String value, Instant at) {
                    return at.plus(TTL);
                }

                @Override
                public Instant usableUntil(String value) {
                    return now.plus(USABLE);
                }

                @Override
                public Duration lease() {
                    return LEASE;
                }
            });

    @BeforeEach
    void the_feed_is_live() {
        stream.startEpoch(now);
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void requests_during_a_load_wait_for_it() {
        Future<String> first = cache.get("key", this::load);
        Future<String> second = cache.get("key", this::load);

        loads.remove().complete("one");

        assertThat(value(first)).isEqualTo("one");
        assertThat(value(second)).isEqualTo("one");
        assertThat(loaded).isEqualTo(1);
    }

    @Test
    void callers_that_wait_for_a_refused_load_load_for_their_own_device() {
        Future<String> refused = cache.get("key", this::load);
        Future<String> waiting = cache.get("key", this::load);

        loads.remove().fail(new BackendFailure.Refused("no valid witness", false));
        assertThat(refused.toCompletionStage().toCompletableFuture()).failsWithin(Duration.ofSeconds(30));
        Await.until("the second load", () -> !loads.isEmpty());
        loads.remove().complete("one");

        assertThat(value(waiting)).isEqualTo("one");
    }

    @Test
    void a_refused_refresh_removes_the_value_until_the_next_device_loads_it() {
        answered("one");
        now = now.plus(TTL);

        Future<String> refused = cache.get("key", this::load);
        loads.remove().fail(new BackendFailure.Refused("no valid witness", false));
        assertThat(refused.toCompletionStage().toCompletableFuture()).failsWithin(Duration.ofSeconds(30));
        Future<String> next = cache.get("key", this::load);
        loads.remove().complete("two");

        assertThat(value(next)).isEqualTo("two");
    }

    @Test
    void a_value_is_refreshed_after_its_lifetime() {
        answered("one");
        now = now.plus(TTL);

        Future<String> later = cache.get("key", this::load);
        loads.remove().complete("two");

        assertThat(value(later)).isEqualTo("two");
    }

    @Test
    void a_value_invalidated_during_its_load_is_not_cached() {
        Future<String> early = cache.get("key", this::load);
        cache.invalidate("key");
        loads.remove().complete("old");
        assertThat(value(early)).isEqualTo("old");

        Future<String> late = cache.get("key", this::load);
        loads.remove().complete("new");

        assertThat(value(late)).isEqualTo("new");
    }

    @Test
    void a_new_epoch_reloads_everything() {
        answered("one");
        stream.lost();
        assertThat(value(cache.get("key", this::load))).isEqualTo("one");
        stream.startEpoch(now);

        Future<String> again = cache.get("key", this::load);
        loads.remove().complete("two");

        assertThat(value(again)).isEqualTo("two");
    }

    @Test
    void an_outage_without_missed_changes_reloads_nothing() {
        answered("one");
        stream.lost();
        stream.received(now);

        assertThat(value(cache.get("key", this::load))).isEqualTo("one");
        assertThat(loaded).isEqualTo(1);
    }

    @Test
    void above_the_refresh_rate_stale_values_are_served_and_changed_ones_loaded() {
        answered("one");
        for (int epoch = 0; epoch < 3 * RATE; epoch++) {
            stream.startEpoch(now);
            Future<String> answer = cache.get("key", this::load);
            if (!loads.isEmpty()) {
                loads.remove().complete("one");
            }
            assertThat(value(answer)).isEqualTo("one");
        }
        assertThat(loaded).isLessThan(2 * RATE);

        cache.invalidate("key");
        Future<String> changed = cache.get("key", this::load);
        loads.remove().complete("two");

        assertThat(value(changed)).isEqualTo("two");
    }

    @Test
    void a_changed_value_is_not_served_in_an_outage() {
        answered("one");
        cache.invalidate("key");
        stream.lost();

        Future<String> again = cache.get("key", this::load);

        assertThat(again.isComplete()).isFalse();
        assertThat(loads).hasSize(1);
    }

    @Test
    void in_an_outage_stale_values_are_served_and_refreshed_after_a_pause() {
        answered("one");
        stream.lost();
        now = now.plus(TTL);

        Future<String> stale = cache.get("key", this::load);
        loads.remove().fail(new BackendFailure.Unavailable("away"));
        // The pause begins when this response arrives on the event loop, not in fail().
        assertThat(value(stale)).isEqualTo("one");
        Future<String> duringPause = cache.get("key", this::load);
        now = now.plusSeconds(10);
        cache.get("key", this::load);

        assertThat(value(duringPause)).isEqualTo("one");
        assertThat(loaded).isEqualTo(3);
    }

    @Test
    void no_value_is_served_after_its_lease() {
        answered("one");
        now = now.plus(TTL);
        stream.received(now);
        stream.lost();
        now = now.plus(LEASE).minusSeconds(1);
        Future<String> within = cache.get("key", this::load);
        loads.remove().fail(new BackendFailure.Unavailable("away"));
        assertThat(value(within)).isEqualTo("one");

        now = now.plusSeconds(1);
        Future<String> beyond = cache.get("key", this::load);
        loads.remove().fail(new BackendFailure.Unavailable("away"));

        assertThat(beyond.toCompletionStage().toCompletableFuture()).failsWithin(Duration.ofSeconds(30));
    }

    @Test
    void values_loaded_before_a_gap_expire_one_lease_after_its_end() {
        answered("one");
        stream.lost();
        now = now.plusSeconds(60);
        stream.startEpoch(now);
        now = now.plus(LEASE);
        stream.received(now);

        Future<String> beyond = cache.get("key", this::load);
        loads.remove().fail(new BackendFailure.Unavailable("away"));

        assertThat(beyond.toCompletionStage().toCompletableFuture()).failsWithin(Duration.ofSeconds(30));
    }

    @Test
    void a_reload_uses_the_cache_only_in_an_outage() {
        answered("one");

        Future<String> anew = cache.reload("key", this::load);
        loads.remove().complete("two");
        Future<String> away = cache.reload("key", this::load);
        loads.remove().fail(new BackendFailure.Unavailable("away"));

        assertThat(value(anew)).isEqualTo("two");
        assertThat(value(away)).isEqualTo("two");
        assertThat(value(cache.get("key", this::load))).isEqualTo("two");
    }

    /** Loads the key with this value. */
    private void answered(String value) {
        Future<String> answer = cache.get("key", this::load);
        loads.remove().complete(value);
        assertThat(value(answer)).isEqualTo(value);
    }

    private static String value(Future<String> future) {
        // A timeout: a missing response must fail the test, not block the build.
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private Future<String> load() {
        loaded++;
        Promise<String> load = Promise.promise();
        loads.add(load);
        return load.future();
    }
}
