package dev.holdfast.backend.attestation.waiting;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Lets requests that arrive while the database is busy share its next statement. Nobody waits for a batch to fill up:
 * while fewer than {@code atOnce} batches run, the first in line starts one with all that wait by then.
 *
 * @param <I> what one request hands in
 * @param <O> what it gets back
 */
public final class WaitingLine<I, O> {
    /** Beyond this many waiting the database is too slow for what arrives; more would only time out. */
    private static final int MAX_WAITING = 10_000;

    private final int batchSize;
    private final int atOnce;
    private final Function<List<I>, Uni<List<O>>> batch;
    private final ConcurrentLinkedQueue<Waiting<I, O>> line = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();

    /**
     * Makes an empty line.
     *
     * @param batchSize at most so many go into a batch
     * @param atOnce at most so many batches run, each on a connection of its own
     * @param batch turns requests into answers, one each and in the same order; its failure is everyone's
     */
    public WaitingLine(int batchSize, int atOnce, Function<List<I>, Uni<List<O>>> batch) {
        this.batchSize = batchSize;
        this.atOnce = atOnce;
        this.batch = batch;
    }

    private record Waiting<I, O>(I item, UniEmitter<? super O> answer) {}

    /** Joins the line; the answer arrives on the caller's context. */
    public Uni<O> join(I item) {
        return OnCallersContext.bring(Uni.createFrom().emitter(answer -> enter(item, answer)));
    }

    private void enter(I item, UniEmitter<? super O> answer) {
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            answer.fail(ProblemException.of(
                    ProblemType.UNAVAILABLE, "Too many devices attest at once for the database. Try again later."));
            return;
        }
        line.add(new Waiting<>(item, answer));
        startBatches();
    }

    private void startBatches() {
        while (!line.isEmpty() && running.getAndUpdate(count -> Math.min(count + 1, atOnce)) < atOnce) {
            List<Waiting<I, O>> together = next();
            if (together.isEmpty()) {
                running.decrementAndGet();
            } else {
                run(together);
            }
        }
    }

    private List<Waiting<I, O>> next() {
        List<Waiting<I, O>> together = new ArrayList<>(batchSize);
        while (together.size() < batchSize) {
            Waiting<I, O> first = line.poll();
            if (first == null) {
                break;
            }
            together.add(first);
        }
        waiting.addAndGet(-together.size());
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

    private void finished() {
        running.decrementAndGet();
        startBatches();
    }

    private static <I, O> void answer(List<Waiting<I, O>> together, List<O> answers) {
        for (int i = 0; i < together.size(); i++) {
            together.get(i).answer().complete(answers.get(i));
        }
    }
}
