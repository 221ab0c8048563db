package dev.holdfast.backend.attestation.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaitingLineTest {
    private final List<List<Integer>> batches = new ArrayList<>();
    private final List<UniEmitter<? super List<String>>> databases = new ArrayList<>();
    private final List<Runnable> pauses = new ArrayList<>();

    @Test
    void the_first_request_runs_at_once() {
        line(64, 1).join(1).subscribe().withSubscriber(UniAssertSubscriber.create());

        assertThat(batches).containsExactly(List.of(1));
    }

    @Test
    void requests_during_a_batch_share_the_next_one() {
        WaitingLine<Integer, String> line = line(3, 1);
        List<UniAssertSubscriber<String>> waiting = join(line, 6);
        assertThat(batches).containsExactly(List.of(0));

        answerOldest();
        answerOldest();
        answerOldest();

        assertThat(batches).containsExactly(List.of(0), List.of(1, 2, 3), List.of(4, 5));
        for (int i = 0; i < waiting.size(); i++) {
            waiting.get(i).assertCompleted().assertItem("answer to " + i);
        }
    }

    @Test
    void concurrent_batches_are_limited() {
        join(line(1, 2), 5);

        assertThat(batches).hasSize(2);
    }

    @Test
    void a_failed_batch_fails_only_its_own_requests() {
        WaitingLine<Integer, String> line = line(1, 1);
        List<UniAssertSubscriber<String>> waiting = join(line, 2);

        databases.removeFirst().fail(new IllegalStateException("the database is away"));
        answerOldest();

        waiting.getFirst().assertFailedWith(IllegalStateException.class, "the database is away");
        waiting.getLast().assertItem("answer to 1");
    }

    @Test
    void a_batch_that_fails_to_start_frees_its_slot() {
        WaitingLine<Integer, String> line = new WaitingLine<>(1, 1, Runnable::run, items -> {
            throw new IllegalStateException("no pool");
        });

        for (int i = 0; i < 3; i++) {
            Uni<String> attempt = line.join(i);
            assertThatThrownBy(() -> attempt.await().indefinitely()).hasMessage("no pool");
        }
    }

    @Test
    void requests_during_the_pause_share_the_next_batch() {
        WaitingLine<Integer, String> line = line(64, 2, pauses::add);
        join(line, 4);
        assertThat(batches).containsExactly(List.of(0));

        pauses.removeFirst().run();

        assertThat(batches).containsExactly(List.of(0), List.of(1, 2, 3));
    }

    @Test
    void a_full_batch_does_not_wait_for_the_pause_to_end() {
        join(line(2, 2, pauses::add), 3);

        assertThat(batches).containsExactly(List.of(0), List.of(1, 2));
    }

    @Test
    void a_request_after_the_pause_runs_at_once() {
        WaitingLine<Integer, String> line = line(64, 2, pauses::add);
        join(line, 1);
        pauses.removeFirst().run();

        join(line, 1);

        assertThat(batches).hasSize(2);
    }

    private WaitingLine<Integer, String> line(int batchSize, int atOnce) {
        return line(batchSize, atOnce, Runnable::run);
    }

    private WaitingLine<Integer, String> line(int batchSize, int atOnce, WaitingLine.Pause pause) {
        return new WaitingLine<>(batchSize, atOnce, pause, items -> {
            batches.add(items);
            return Uni.createFrom().emitter(databases::add);
        });
    }

    private static List<UniAssertSubscriber<String>> join(WaitingLine<Integer, String> line, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> line.join(i).subscribe().withSubscriber(UniAssertSubscriber.<String>create()))
                .toList();
    }

    private void answerOldest() {
        List<Integer> batch = batches.get(batches.size() - databases.size());
        databases
                .removeFirst()
                .complete(batch.stream().map(i -> "answer to " + i).toList());
    }
}
