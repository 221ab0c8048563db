package dev.holdfast.backend.attestation.waiting;

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
 * Lets requests that arrive close together share a statement. Who comes alone begins at once; who comes right after a
 * batch has begun waits for the {@link Pause} after it, and goes with all who came meanwhile. A full batch begins at once, too,
 * and none while {@code atOnce} others run.
 *
 * @param <I> what one request hands in
 * @param <O> what it gets back
 */
public final class WaitingLine<I, O> {
    /** Beyond this many waiting the database is too slow for what arrives; more would only time out. */
    private static final int MAX_WAITING = 10_000;

    private final int batchSize;
    private final int atOnce;
    private final Pause pause;
    private final Function<List<I>, Uni<List<O>>> batch;
    // All below is guarded by this.
    private final Queue<Waiting<I, O>> line = new ArrayDeque<>();
    private int running;
    private boolean pausing;

    /**
     * Makes an empty line.
     *
     * @param batchSize at most so many go into a batch
     * @param atOnce at most so many batches run, each on a connection of its own
     * @param pause after the beginning of each batch
     * @param batch turns requests into answers, one each and in the same order; its failure is everyone's
     */
    public WaitingLine(int batchSize, int atOnce, Pause pause, Function<List<I>, Uni<List<O>>> batch) {
        this.batchSize = batchSize;
        this.atOnce = atOnce;
        this.pause = pause;
        this.batch = batch;
    }

    private record Waiting<I, O>(I item, UniEmitter<? super O> answer) {}

    /** Lets a moment pass. */
    @FunctionalInterface
    public interface Pause {
        /** Runs {@code next} when the moment has passed. */
        void then(Runnable next);

        /** Returns a pause on the caller's event loop, none where there is none. */
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

    /** Joins the line; the answer arrives on the caller's context. */
    public Uni<O> join(I item) {
        return OnCallersContext.bring(Uni.createFrom().emitter(answer -> enter(new Waiting<>(item, answer))));
    }

    private void enter(Waiting<I, O> one) {
        if (!accept(one)) {
            one.answer()
                    .fail(ProblemException.of(
                            ProblemType.UNAVAILABLE,
                            "Too many devices attest at once for the database. Try again later."));
            return;
        }
        startBatches();
    }

    private synchronized boolean accept(Waiting<I, O> one) {
        return line.size() < MAX_WAITING && line.add(one);
    }

    private void startBatches() {
        for (List<Waiting<I, O>> together = next(); !together.isEmpty(); together = next()) {
            run(together);
            pause.then(this::goOn);
        }
    }

    private synchronized List<Waiting<I, O>> next() {
        List<Waiting<I, O>> together = new ArrayList<>();
        boolean full = line.size() >= batchSize;
        if (line.isEmpty() || running == atOnce || (pausing && !full)) {
            return together;
        }
        while (together.size() < batchSize && !line.isEmpty()) {
            together.add(line.remove());
        }
        running++;
        pausing = true;
        return together;
    }

    private void run(List<Waiting<I, O>> together) {
        // A batch belongs to no single request, so it is subscribed to here and not by a caller.
        Uni.createFrom()
                .deferred(() ->
                        batch.apply(together.stream().<I>map(Waiting::item).toList()))
                .onTermination()
                .invoke(this::finished)
                .subscribe()
                .with(
                        answers -> answer(together, answers),
                        failure -> together.forEach(one -> one.answer().fail(failure)));
    }

    private void goOn() {
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

    private static <I, O> void answer(List<Waiting<I, O>> together, List<O> answers) {
        for (int i = 0; i < together.size(); i++) {
            together.get(i).answer().complete(answers.get(i));
        }
    }
}
