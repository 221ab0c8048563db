package dev.holdfast.sim.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Tests a limit of concurrent steps: further steps wait in a queue. */
class ConcurrencyLimitTest {
    /** More steps than a stack has room for, if each began the next one. */
    private static final int QUEUE = 100_000;

    @Property(tries = 100)
    void the_limit_holds_and_steps_keep_their_order(
            @ForAll @IntRange(min = 1, max = 5) int slots, @ForAll List<Boolean> outcomes) {
        ConcurrencyLimit limit = new ConcurrencyLimit(slots);
        List<Promise<Integer>> begun = new ArrayList<>();
        List<Boolean> ended = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            limit.run(() -> {
                        Promise<Integer> step = Promise.promise();
                        begun.add(step);
                        return step.future();
                    })
                    .onComplete(done -> ended.add(done.succeeded()));
        }

        for (int i = 0; i < outcomes.size(); i++) {
            assertThat(begun).hasSize(Math.min(outcomes.size(), i + slots));
            if (outcomes.get(i)) {
                begun.get(i).complete(i);
            } else {
                begun.get(i).fail("a failure");
            }
        }
        assertThat(ended).isEqualTo(outcomes);
    }

    @Test
    void a_long_queue_of_steps_that_fail_at_once_ends() {
        ConcurrencyLimit limit = new ConcurrencyLimit(1);
        Promise<Integer> first = Promise.promise();
        var _ = limit.run(first::future);
        AtomicInteger ended = new AtomicInteger();
        for (int i = 0; i < QUEUE; i++) {
            limit.run(() -> Future.failedFuture("no network")).onComplete(done -> ended.incrementAndGet());
        }

        first.fail("no network");

        assertThat(ended).hasValue(QUEUE);
    }
}
