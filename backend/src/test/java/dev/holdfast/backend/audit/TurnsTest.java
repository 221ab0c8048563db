package dev.holdfast.backend.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.platform.db.CatalogId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final CatalogId ONE = new CatalogId(new UUID(0, 1));
    private static final CatalogId TWO = new CatalogId(new UUID(0, 2));
    private static final CatalogId THREE = new CatalogId(new UUID(0, 3));

    private Instant now = Instant.parse("2026-11-27T12:00:00Z");
    private final Turns turns = new Turns(2, Duration.ofSeconds(15), () -> now);

    @Test
    void a_log_is_looked_at_once_at_a_time_and_so_many_at_once() {
        assertThat(turns.begin(ONE)).isTrue();
        assertThat(turns.begin(ONE)).isFalse();
        assertThat(turns.begin(TWO)).isTrue();
        assertThat(turns.begin(THREE)).isFalse();
    }

    @Test
    void whoever_asks_for_two_logs_again_and_again_keeps_nobody_from_a_third() {
        turns.begin(ONE);
        turns.begin(TWO);
        turns.begin(THREE);

        turns.end(ONE);

        assertThat(turns.begin(ONE)).isFalse();
        assertThat(turns.begin(THREE)).isTrue();
        turns.end(TWO);
        assertThat(turns.begin(TWO)).isFalse();
        assertThat(turns.begin(ONE)).isTrue();
    }

    @Test
    void nobody_waits_for_whoever_does_not_come_back() {
        turns.begin(ONE);
        turns.begin(TWO);
        turns.begin(THREE);
        turns.end(ONE);
        now = now.plusSeconds(16);

        assertThat(turns.begin(ONE)).isTrue();
    }
}
