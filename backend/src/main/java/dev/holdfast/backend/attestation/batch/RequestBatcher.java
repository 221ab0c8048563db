package dev.holdfast.backend.attestation.batch;

import dev.holdfast.backend.platform.db.CallerContext;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;

/**
 * Batches requests that arrive close together into one statement. The first request runs at once. Requests after the start of a batch wait for
 * the {@link Pause} and then run together. A full batch runs at once; at most {@code maxConcurrent} batches run.
 *
 * @param <I> item of a request
 * @param <O> result of a request
 */
public final class RequestBatcher<I, O> {
    /** Maximum number of waiting requests; more would only time out. */
    private static final int MAX_WAITING = 10_000;

    private final int batchSize;
    private final int maxConcurrent;
    private final Pause pause;
    private final Function<List<I>, Uni<List<O>>> batch;
    // The fields below are guarded by this object's lock.
    private final Queue<Waiting<I, O>> queue = new ArrayDeque<>();
    private int running;
    private boolean pausing;

    /**
     * Creates a batcher without requests.
     *
     * @param batchSize maximum requests of a batch
     * @param maxConcurrent maximum concurrent batches, each on its own connection
     * @param pause delay after the start of each batch
     * @param batch turns items into results in the same order; a failure fails all of them
     */
    public RequestBatcher(int batchSize, int maxConcurrent, Pause pause, Function<List<I>, Uni<List<O>>> batch) {
        this.batchSize = batchSize;
        this.maxConcurrent = maxConcurrent;
        this.pause = pause;
        this.batch = batch;
    }

    private record Waiting<I, O>(I item, UniEmitter<? super O> result) {}

    /** Delay between the start of a batch and the next one. */
    @FunctionalInterface
    public interface Pause {
        /** Runs {@code next} after the delay. */
        void then(Runnable next);

        /** Returns a delay on the caller's event loop; no delay outside of one. */
        static Pause of(Duration moment) {
            return next -> {
                Context context = Vertx.currentContext();
                if (context == null) {
                    next.run();
                } else {
                    context.owner().setTimer(moment.toMillis(), timer -> next.run());
                }
            };
        }
    }

    /** Adds a request; the result arrives on the caller's context. */
    public Uni<O> submit(I item) {
        return CallerContext.emit(Uni.createFrom().emitter(result -> enter(new Waiting<>(item, result))));
    }

    private void enter(Waiting<I, O> request) {
        if (!accept(request)) {
            request.result()
                    .fail(ProblemException.of(
                            ProblemType.UNAVAILABLE, "Too many devices attest at the same time. Try again later."));
            return;
        }
        startBatches();
    }

    private synchronized boolean accept(Waiting<I, O> request) {
        return queue.size() < MAX_WAITING && queue.add(request);
    }

    private void startBatches() {
        for (List<Waiting<I, O>> requests = next(); !requests.isEmpty(); requests = next()) {
            run(requests);
            pause.then(this::resume);
        }
    }

    private synchronized List<Waiting<I, O>> next() {
        List<Waiting<I, O>> requests = new ArrayList<>();
        boolean full = queue.size() >= batchSize;
        if (queue.isEmpty() || running == maxConcurrent || (pausing && !full)) {
            return requests;
        }
        while (requests.size() < batchSize && !queue.isEmpty()) {
            requests.add(queue.remove());
        }
        running++;
        pausing = true;
        return requests;
    }

    private void run(List<Waiting<I, O>> requests) {
        // A batch belongs to no single request, so it is subscribed to here.
        Uni.createFrom()
                .deferred(() ->
                        batch.apply(requests.stream().<I>map(Waiting::item).toList()))
                .onTermination()
                .invoke(this::finished)
                .subscribe()
                .with(
                        results -> result(requests, results),
                        failure -> requests.forEach(request -> request.result().fail(failure)));
    }

    private void resume() {
        synchronized (this) {
            pausing = false;
        }
        startBatches();
    }

    private void finished() {
        synchronized (this) {
            running--;
        }
        startBatches();
    }

    private static <I, O> void result(List<Waiting<I, O>> requests, List<O> results) {
        for (int i = 0; i < requests.size(); i++) {
            requests.get(i).result().complete(results.get(i));
        }
    }
}
