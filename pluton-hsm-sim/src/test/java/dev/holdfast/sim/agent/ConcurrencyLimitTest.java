package dev.holdfast.sim.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Tests a limit of concurrent steps: further steps wait in a queue. */
class ConcurrencyLimitTest {
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
}
