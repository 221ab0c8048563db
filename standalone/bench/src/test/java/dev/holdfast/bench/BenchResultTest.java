package dev.holdfast.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests how results of benchmarks are rounded, and when a result exceeds its limit. */
class BenchResultTest {
    @Test
    void figures_have_one_decimal_and_the_ratio_two() {
        BenchResult exact = new BenchResult("x", 3, 1234.5678, 9.8765, 83.04999, Map.of("backend", 83.06), 0.987654);

        assertThat(exact.rounded())
                .isEqualTo(new BenchResult("x", 3, 1234.6, 9.9, 83.0, Map.of("backend", 83.1), 0.99));
    }

    @Test
    void a_delay_result_has_median_and_maximum_without_cpu() {
        Delay delay = Delay.of(List.of(Duration.ofMillis(900), Duration.ofMillis(100), Duration.ofMillis(200)));
        BenchResult result = BenchResult.delay("x", 3, 1_500_000_000, delay).rounded();

        assertThat(result.delay()).isEqualTo(new Delay(200, 900));
        assertThat(result.opsPerSecond()).isEqualTo(2);
        assertThat(result.perCoreSecond()).isNull();
    }

    @Test
    void a_memory_result_has_the_baseline_and_the_cost_of_each() {
        BenchResult result = BenchResult.resident("x", 20_000, 10_000_000_000L, new Resident(450.4, 250.4))
                .rounded();

        assertThat(result.resident()).isEqualTo(new Resident(450, 250));
        assertThat(new Resident(450, 250).words(20_000)).isEqualTo("450 MB resident, 250 before; 10.0 KB each");
        assertThat(result.perCoreSecond()).isNull();
    }

    @Test
    void a_result_above_its_limit_exceeds_it() {
        BenchResult result = new BenchResult("x", 3, 10, 0.3, 107, Map.of("backend", 107.0), null);

        assertThat(result.isBeyondLimit()).isFalse();
        assertThat(result.withLimit(106).isBeyondLimit()).isTrue();
        assertThat(result.withLimit(107).isBeyondLimit()).isFalse();
    }

    @Test
    void a_delay_and_memory_have_limits_too() {
        BenchResult delay = BenchResult.delay("x", 3, 1, new Delay(200, 900));
        BenchResult memory = BenchResult.resident("x", 3, 1, new Resident(450, 250));

        assertThat(delay.withLimit(900).isBeyondLimit()).isFalse();
        assertThat(delay.withLimit(899).isBeyondLimit()).isTrue();
        assertThat(memory.withLimit(450).isBeyondLimit()).isFalse();
        assertThat(memory.withLimit(449).isBeyondLimit()).isTrue();
    }

    @Test
    void a_limit_can_be_a_multiple_of_nginx() {
        BenchResult result = new BenchResult("x", 3, 10, 0.3, 120, Map.of("backend", 120.0), 1.2);

        assertThat(result.withLimitTimesNginx(1.25).limit()).isEqualTo(125);
        assertThat(result.withLimitTimesNginx(1.25).isBeyondLimit()).isFalse();
        assertThat(result.withLimitTimesNginx(1.15).isBeyondLimit()).isTrue();
    }

    @Test
    void resident_memory_of_a_process_is_positive() throws IOException {
        assertThat(Resident.of(ProcessHandle.current().pid())).isBetween(10.0, 100_000.0);
    }
}
