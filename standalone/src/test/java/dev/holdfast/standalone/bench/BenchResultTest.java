package dev.holdfast.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchResultTest {
    @Test
    void figures_have_one_decimal_and_the_ratio_two() {
        BenchResult exact = new BenchResult("x", 3, 1234.5678, 9.8765, 83.04999, Map.of("backend", 83.06), 0.987654);

        assertThat(exact.rounded())
                .isEqualTo(new BenchResult("x", 3, 1234.6, 9.9, 83.0, Map.of("backend", 83.1), 0.99));
    }
}
