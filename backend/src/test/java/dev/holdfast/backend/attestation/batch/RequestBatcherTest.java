package dev.holdfast.backend.attestation.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The items of a batch are numbers. Their results are texts such as "result of 1". */
class RequestBatcherTest {
    /** All batches that started. */
    private final List<List<Integer>> batches = new ArrayList<>();
    /** The batches that run: the test completes them or lets them fail. */
    private final List<UniEmitter<? super List<String>>> databases = new ArrayList<>();
    /** The pauses that run. Running one ends the pause. */
    private final List<Runnable> pauses = new ArrayList<>();

    @Test
    void the_first_request_runs_at_once() {
        batcher(64, 1).submit(1).subscribe().withSubscriber(UniAssertSubscriber.create());

        assertThat(batches).containsExactly(List.of(1));
    }

    @Test
    void requests_during_a_batch_share_the_next_one() {
        RequestBatcher<Integer, String> batcher = batcher(3, 1);
        List<UniAssertSubscriber<String>> waiting = submit(batcher, 6);
        assertThat(batches).containsExactly(List.of(0));

        completeOldest();
        completeOldest();
        completeOldest();

        assertThat(batches).containsExactly(List.of(0), List.of(1, 2, 3), List.of(4, 5));
        for (int i = 0; i < waiting.size(); i++) {
            waiting.get(i).assertCompleted().assertItem("result of " + i);
        }
    }

    @Test
    void concurrent_batches_are_limited() {
        submit(batcher(1, 2), 5);

        assertThat(batches).hasSize(2);
    }

    @Test
    void a_failed_batch_fails_only_its_own_requests() {
        RequestBatcher<Integer, String> batcher = batcher(1, 1);
        List<UniAssertSubscriber<String>> waiting = submit(batcher, 2);

        databases.removeFirst().fail(new IllegalStateException("the database is away"));
        completeOldest();

        waiting.getFirst().assertFailedWith(IllegalStateException.class, "the database is away");
        waiting.getLast().assertItem("result of 1");
    }

    @Test
    void a_batch_that_fails_to_start_frees_its_slot() {
        RequestBatcher<Integer, String> batcher = new RequestBatcher<>(1, 1, Runnable::run, items -> {
            throw new IllegalStateException("no pool");
        });

        for (int i = 0; i < 3; i++) {
            Uni<String> attempt = batcher.submit(i);
            assertThatThrownBy(() -> attempt.await().indefinitely()).hasMessage("no pool");
        }
    }

    @Test
    void requests_during_the_pause_share_the_next_batch() {
        RequestBatcher<Integer, String> batcher = batcher(64, 2, pauses::add);
        submit(batcher, 4);
        assertThat(batches).containsExactly(List.of(0));

        pauses.removeFirst().run();

        assertThat(batches).containsExactly(List.of(0), List.of(1, 2, 3));
    }

    @Test
    void a_full_batch_does_not_wait_for_the_pause_to_end() {
        submit(batcher(2, 2, pauses::add), 3);

        assertThat(batches).containsExactly(List.of(0), List.of(1, 2));
    }

    @Test
    void a_request_after_the_pause_runs_at_once() {
        RequestBatcher<Integer, String> batcher = batcher(64, 2, pauses::add);
        submit(batcher, 1);
        pauses.removeFirst().run();

        submit(batcher, 1);

        assertThat(batches).hasSize(2);
    }

    /** Returns a batcher without a pause. */
    private RequestBatcher<Integer, String> batcher(int batchSize, int atOnce) {
        return batcher(batchSize, atOnce, Runnable::run);
    }

    /** Returns a batcher with at most {@code batchSize} requests in a batch and {@code atOnce} concurrent batches. */
    private RequestBatcher<Integer, String> batcher(int batchSize, int atOnce, RequestBatcher.Pause pause) {
        return new RequestBatcher<>(batchSize, atOnce, pause, items -> {
            batches.add(items);
            return Uni.createFrom().emitter(databases::add);
        });
    }

    /** Submits the numbers from 0. */
    private static List<UniAssertSubscriber<String>> submit(RequestBatcher<Integer, String> batcher, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> batcher.submit(i).subscribe().withSubscriber(UniAssertSubscriber.<String>create()))
                .toList();
    }

    /** Completes the oldest batch that runs. */
    private void completeOldest() {
        List<Integer> batch = batches.get(batches.size() - databases.size());
        databases
                .removeFirst()
                .complete(batch.stream().map(i -> "result of " + i).toList());
    }
}
