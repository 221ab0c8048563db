package dev.holdfast.backend.platform.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SteadyClockTest {
    private static final Instant NOON = Instant.parse("2026-12-03T12:00:00Z");

    private final List<Duration> jumps = new ArrayList<>();
    private Instant time = NOON;
    private Duration elapsed = Duration.ZERO;

    private final SteadyClock clock = new SteadyClock(
            new Clock() {
                @Override
                public Instant instant() {
                    return time;
                }

                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    throw new UnsupportedOperationException();
                }
            },
            () -> elapsed.toNanos(),
            jumps::add);

    @Test
    void time_passes_and_may_be_corrected_in_small_steps() {
        for (int hour = 0; hour < 48; hour++) {
            elapsed = elapsed.plusHours(1);
            time = time.plus(Duration.ofHours(1)).plusSeconds(59);
            assertThat(clock.instant()).isEqualTo(time);
        }
        assertThat(jumps).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {61, -61})
    void a_jump_is_reported_once_and_no_time_is_read_after_it(int seconds) {
        time = time.plusSeconds(seconds);
        assertThatThrownBy(clock::instant).hasMessage("the clock jumped");
        time = NOON;
        assertThatThrownBy(clock::instant).hasMessage("the clock jumped");
        assertThat(jumps).containsExactly(Duration.ofSeconds(seconds));
    }

    @Test
    void a_backend_starts_only_with_the_time_of_the_database() {
        assertThatCode(() -> ClockCheck.require(NOON, NOON.plusSeconds(59))).doesNotThrowAnyException();
        assertThatThrownBy(() -> ClockCheck.require(NOON, NOON.minusSeconds(61)))
                .hasMessageContaining("by -61 seconds");
    }
}
