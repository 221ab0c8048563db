package dev.holdfast.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Tests a limit of three lines a second, with a clock that the test controls. */
class LogLimitTest {
    private final AtomicLong nanos = new AtomicLong();
    private final LogLimit limit = new LogLimit(3, nanos::get);
    /** For each written line, the number of lines suppressed before it. */
    private final List<Integer> suppressed = new ArrayList<>();

    @Test
    void a_flood_writes_few_lines_and_counts_the_suppressed_ones() {
        for (int second = 0; second < 10; second++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            for (int line = 0; line < 1_000; line++) {
                limit.log(suppressed::add);
            }
        }

        assertThat(suppressed).hasSize(30);
        assertThat(suppressed.subList(0, 3)).containsOnly(0);
        assertThat(suppressed.subList(3, 6)).containsExactly(997, 0, 0);
    }

    @Test
    void peer_input_is_logged_on_one_line() {
        assertThat(LogLimit.printable("a\"b\nc" + "x".repeat(1_000)))
                .startsWith("a?b?cx")
                // 200 characters and an ellipsis.
                .hasSize(201);
    }
}
