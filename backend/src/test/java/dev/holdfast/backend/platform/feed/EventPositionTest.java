package dev.holdfast.backend.platform.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.backend.platform.problem.ProblemException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventPositionTest {
    @ParameterizedTest
    @ValueSource(strings = {"5:5:", "5:9:5", "5:9:5,7,8", "3:999999999999999999:"})
    void snapshots_of_postgresql_are_read(String snapshot) {
        String before = "0_" + snapshot + "__0_0";
        String batch = "0_" + snapshot + "_" + snapshot + "_17_3";

        assertThat(EventPosition.parse(before).text()).isEqualTo(before);
        assertThat(EventPosition.parse(batch).text()).isEqualTo(batch);
    }

    /** PostgreSQL refuses these. */
    @ParameterizedTest
    @ValueSource(strings = {"5:3:", "0:3:", "1:1:,,", "5:9:6,", "5:9:4", "5:9:9", "5:9:7,6", "5:9:7,,8", "5:9"})
    void other_snapshots_are_refused(String snapshot) {
        assertThatThrownBy(() -> EventPosition.parse("0_" + snapshot + "__0_0")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> EventPosition.parse("0_5:5:_" + snapshot + "_0_0"))
                .isInstanceOf(ProblemException.class);
    }
}
