package dev.holdfast.gateway.update;

import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.gateway.edge.DeviceGate;
import dev.holdfast.gateway.edge.DeviceIdentity;
import dev.holdfast.gateway.edge.Responses;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Polls without a new set to offer that wait for a change of the device or its group. A poll that ends tells the device to poll again, which then
 * passes the gate again. Polls that one change ends are spread over time. A device has one waiting poll: a second one ends it. While the
 * change stream is down, polls wait for their full time.
 */
@Singleton
final class WaitingPolls {
    private static final long MILLIS = 1_000;
    private static final int TICK_MILLIS = 50;

    private final Vertx vertx;
    private final Targets targets;
    private final int maximum;
    private final int wakesPerTick;
    private final Set<Waiting> all = ConcurrentHashMap.newKeySet();
    /** Polls by the keys of the changes that end them. */
    private final ConcurrentMap<String, Set<Waiting>> byKey = new ConcurrentHashMap<>();
    /** Polls to end, in this order. */
    private final Queue<Waiting> woken = new ConcurrentLinkedQueue<>();
    /** Whether {@link #release} runs or is scheduled. */
    private final AtomicBoolean releasing = new AtomicBoolean();
    /** Number of changes. */
    private final AtomicLong changes = new AtomicLong();

    /**
     * A waiting poll.
     *
     * @param send sends the response
     * @param keys keys of the changes that end the poll, that of the device first
     */
    private record Waiting(RoutingContext request, Runnable send, Context context, List<String> keys) {}

    /**
     * How long a poll may wait.
     *
     * @param seconds longest wait; 0 for none
     * @param changes number of changes when the poll arrived
     */
    record Wait(long seconds, long changes) {}

    WaitingPolls(Vertx vertx, Targets targets, UpdateSettings settings, MeterRegistry metrics) {
        this.vertx = vertx;
        this.targets = targets;
        maximum = settings.waitingPolls();
        wakesPerTick = Math.max(1, Math.toIntExact((long) settings.wakesPerSecond() * TICK_MILLIS / MILLIS));
        Gauge.builder("holdfast.gateway.polls.waiting", all, Set::size)
                .description("Polls that wait for a change")
                .register(metrics);
    }

    /** Reads how long a poll may wait. Call it before its set is looked up. Anything but a number of at most four digits counts as 0. */
    Wait begin(RoutingContext request) {
        @Nullable String asked = request.request().getParam("wait");
        boolean isNumber = asked != null && asked.matches("[0-9]{1,4}");
        return new Wait(isNumber ? Math.min(Long.parseLong(asked), DeviceProtocol.MAX_WAIT_SECONDS) : 0, changes.get());
    }

    /** Sends 204 at the next change, at the end of the wait, or at once if the poll must not wait or too many do. */
    void noContent(RoutingContext request, Wait wait) {
        if (request.request().headers().contains(HttpHeaders.IF_NONE_MATCH)) {
            // The device must drop its staged set at once.
            Responses.noContent(request);
        } else {
            await(request, wait, () -> Responses.noContent(request));
        }
    }

    /** Does the same as {@link #noContent} for a device whose staged set is still offered, with 304. */
    void notModified(RoutingContext request, Wait wait, String entityTag) {
        await(
                request,
                wait,
                () -> request.response()
                        .setStatusCode(304)
                        .putHeader(HttpHeaders.ETAG, entityTag)
                        .end());
    }

    private void await(RoutingContext request, Wait wait, Runnable send) {
        if (wait.seconds == 0) {
            send.run();
            return;
        }
        DeviceIdentity identity = DeviceGate.identity(request);
        targets.groupKey(identity)
                .onComplete(
                        group -> hold(
                                request,
                                wait,
                                send,
                                group.map(key -> List.of(identity.changeKey(), key))
                                        .orElseGet(() -> List.of(identity.changeKey()))),
                        failure -> send.run());
    }

    private void hold(RoutingContext request, Wait wait, Runnable send, List<String> keys) {
        if (all.size() >= maximum || request.response().closed()) {
            send.run();
            return;
        }
        Waiting poll = new Waiting(request, send, vertx.getOrCreateContext(), keys);
        all.add(poll);
        List<Waiting> earlier = new ArrayList<>();
        keys.forEach(key -> byKey.compute(key, (same, others) -> {
            Set<Waiting> polls = others == null ? new HashSet<>() : others;
            if (key.equals(keys.getFirst())) {
                earlier.addAll(polls);
            }
            polls.add(poll);
            return polls;
        }));
        earlier.forEach(other -> other.context.runOnContext(now -> replace(other)));
        long timer = vertx.setTimer(wait.seconds * MILLIS, ended -> end(poll));
        // Also runs when the device disconnects.
        request.addEndHandler(ended -> {
            vertx.cancelTimer(timer);
            forget(poll);
        });
        if (wait.changes != changes.get()) {
            // Something changed since the set was looked up.
            woken.add(poll);
            wake();
        }
    }

    private void forget(Waiting poll) {
        all.remove(poll);
        poll.keys.forEach(key -> byKey.computeIfPresent(key, (same, polls) -> {
            polls.remove(poll);
            return polls.isEmpty() ? null : polls;
        }));
    }

    /** Ends the polls that a change is about. Runs after the caches have dropped what changed. */
    void changed(@Observes InternalApi.Change change) {
        changes.incrementAndGet();
        @Nullable Set<Waiting> polls = byKey.remove(change.key());
        if (polls != null) {
            woken.addAll(polls);
            wake();
        }
    }

    private void wake() {
        if (!woken.isEmpty() && releasing.compareAndSet(false, true)) {
            release();
        }
    }

    /** Ends some polls, and the next ones after a pause. */
    private void release() {
        for (int i = 0; i < wakesPerTick; i++) {
            @Nullable Waiting poll = woken.poll();
            if (poll == null) {
                break;
            }
            poll.context.runOnContext(now -> end(poll));
        }
        vertx.setTimer(TICK_MILLIS, pause -> {
            releasing.set(false);
            wake();
        });
    }

    /** Ends a poll for a later one of its device. Two pollers of a device that come back at once would end each other for ever. */
    private static void replace(Waiting poll) {
        HttpServerResponse response = poll.request.response();
        if (!response.ended() && !response.closed()) {
            poll.send.run();
        }
    }

    private static void end(Waiting poll) {
        HttpServerResponse response = poll.request.response();
        if (!response.ended() && !response.closed()) {
            response.putHeader(HttpHeaders.RETRY_AFTER, "0");
            poll.send.run();
        }
    }
}
