package dev.holdfast.gateway.report;

import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.gateway.backend.BackendClient;
import dev.holdfast.gateway.backend.BackendFailure;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hands reports in together: the first goes at once, what arrives while it is under way goes with the next batch. So a
 * lone report waits for nobody and a storm costs few transactions. What is not final lives on one event loop.
 */
@Singleton
final class ReportBatches {
    private static final int MAX_BATCH = 200;
    private static final int MAX_WAITING = 5_000;
    /** So many calls find two culprits among 200. A backend that fails at everything is not asked more often. */
    private static final int MAX_CALLS = 40;

    private final Vertx vertx;
    private final BackendClient backend;
    private final Context home;
    private final AtomicInteger accepted = new AtomicInteger();
    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    private boolean underWay;
    private int calls;

    private record Waiting(InternalApi.Report report, CompletableFuture<Boolean> durable) {}

    /** The queue is full. */
    static final class FullException extends Exception {
        FullException() {
            super("too many reports wait", null, false, false);
        }
    }

    ReportBatches(Vertx vertx, BackendClient backend) {
        this.vertx = vertx;
        this.backend = backend;
        this.home = vertx.getOrCreateContext();
    }

    /** Hands one in; succeeds, on the caller's context, once the backend has made it durable. */
    Future<Boolean> add(InternalApi.Report report) {
        if (accepted.incrementAndGet() > MAX_WAITING) {
            accepted.decrementAndGet();
            return Future.failedFuture(new FullException());
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
        if (underWay || queue.isEmpty()) {
            return;
        }
        underWay = true;
        calls = 0;
        List<Waiting> batch = new ArrayList<>();
        while (batch.size() < MAX_BATCH && !queue.isEmpty()) {
            batch.add(queue.remove());
        }
        send(batch).onComplete(done -> {
            underWay = false;
            sendNext();
        });
    }

    /** Sends a batch; when it may be one report's fault that the backend did not take it, each half again, down to that one. */
    private Future<Void> send(List<Waiting> batch) {
        calls++;
        return backend.reports(batch.stream().map(Waiting::report).toList())
                .onSuccess(nothing -> batch.forEach(waiting -> waiting.durable.complete(true)))
                .recover(failure -> {
                    if (batch.size() > 1 && mayBeOnesFault(failure)) {
                        int middle = batch.size() / 2;
                        return send(batch.subList(0, middle))
                                .compose(first -> send(batch.subList(middle, batch.size())));
                    }
                    batch.forEach(waiting -> waiting.durable.completeExceptionally(failure));
                    return Future.succeededFuture();
                });
    }

    /** What is malformed is always found, since nobody whose report is good may be told that it is not. */
    private boolean mayBeOnesFault(Throwable failure) {
        return failure instanceof BackendFailure.Rejected
                || (failure instanceof BackendFailure.Failed && calls < MAX_CALLS);
    }
}
