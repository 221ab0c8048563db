package dev.holdfast.gateway.report;

import com.github.benmanes.caffeine.cache.Cache;
import dev.holdfast.connection.Caches;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.gateway.backend.BackendClient;
import dev.holdfast.gateway.backend.BackendFailure;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Submits reports to the backend in batches. While a batch is under way, arriving reports wait for the next batch. So a single report is
 * sent at once, and many reports need few transactions. One event loop owns the queue.
 */
@Singleton
final class ReportBatches {
    private static final int MAX_BATCH = 200;
    private static final int MAX_WAITING = 5_000;
    /** Time for which the gateway itself refuses the reports of a device over its limit. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private static final String OVER_LIMIT = "the device exceeds its limit of reports";
    /** Maximum number of calls for a batch: enough to isolate two invalid reports among 200. */
    private static final int MAX_CALLS = 40;

    private final Vertx vertx;
    private final BackendClient backend;
    /** Event loop that owns the queue. */
    private final Context home;
    /** Number of reports that are queued or being sent. */
    private final AtomicInteger accepted = new AtomicInteger();

    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    /** Devices that exceeded their limit recently; their reports do not reach the backend. */
    private final Cache<DeviceId, Boolean> overLimits =
            Caches.begin().maximumSize(MAX_WAITING).expireAfterWrite(PAUSE).build();

    private boolean sending;
    /** Number of calls to the backend for the current batch. */
    private int calls;

    /** Report in the queue. {@code durable} completes with true when the backend has stored the report. */
    private record Waiting(InternalApi.Report report, CompletableFuture<Boolean> durable) {}

    /** The queue is full. */
    static final class QueueFullException extends Exception {
        QueueFullException() {
            super("the report queue is full", null, false, false);
        }
    }

    ReportBatches(Vertx vertx, BackendClient backend) {
        this.vertx = vertx;
        this.backend = backend;
        this.home = vertx.getOrCreateContext();
    }

    /** Submits a report. The future completes on the caller's context, with true, when the backend has stored the report. */
    Future<Boolean> add(InternalApi.Report report) {
        if (overLimits.getIfPresent(report.witness().device()) != null) {
            return Future.failedFuture(new BackendFailure.RateLimited(OVER_LIMIT));
        }
        if (accepted.incrementAndGet() > MAX_WAITING) {
            accepted.decrementAndGet();
            return Future.failedFuture(new QueueFullException());
        }
        Waiting waiting = new Waiting(report, new CompletableFuture<>());
        home.runOnContext(now -> {
            queue.add(waiting);
            sendNext();
        });
        return Future.fromCompletionStage(waiting.durable, vertx.getOrCreateContext())
                .onComplete(outcome -> accepted.decrementAndGet());
    }

    private void sendNext() {
        if (sending || queue.isEmpty()) {
            return;
        }
        sending = true;
        calls = 0;
        List<Waiting> batch = new ArrayList<>();
        while (batch.size() < MAX_BATCH && !queue.isEmpty()) {
            batch.add(queue.remove());
        }
        send(batch).onComplete(done -> {
            sending = false;
            sendNext();
        });
    }

    /** Sends a batch. When a single report may be the cause of a failure, splits the batch in halves until that report is alone. */
    private Future<Void> send(List<Waiting> batch) {
        calls++;
        return backend.reports(batch.stream().map(Waiting::report).toList())
                .onSuccess(notStored -> batch.forEach(waiting -> complete(waiting, notStored)))
                .<Void>mapEmpty()
                .recover(failure -> {
                    if (batch.size() > 1 && isWorthSplitting(failure)) {
                        int middle = batch.size() / 2;
                        return send(batch.subList(0, middle))
                                .compose(first -> send(batch.subList(middle, batch.size())));
                    }
                    batch.forEach(waiting -> waiting.durable.completeExceptionally(failure));
                    return Future.succeededFuture();
                });
    }

    private void complete(Waiting waiting, InternalApi.ReportsNotStored notStored) {
        DeviceId device = waiting.report.witness().device();
        if (notStored.refused().contains(device)) {
            waiting.durable.completeExceptionally(
                    new BackendFailure.Refused("the witness of the report is not valid", false));
        } else if (notStored.overLimit().contains(device)) {
            overLimits.put(device, true);
            waiting.durable.completeExceptionally(new BackendFailure.RateLimited(OVER_LIMIT));
        } else {
            waiting.durable.complete(true);
        }
    }

    /**
     * Returns whether a single report may be the cause. A rejected batch is always split. After an error in the
     * backend, a batch is split only up to {@value #MAX_CALLS} calls.
     */
    private boolean isWorthSplitting(Throwable failure) {
        return failure instanceof BackendFailure.Rejected
                || (failure instanceof BackendFailure.Failed && calls < MAX_CALLS);
    }
}
