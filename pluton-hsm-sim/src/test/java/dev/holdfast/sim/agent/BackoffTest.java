package dev.holdfast.sim.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Tests the pauses between the retries of a device. */
class BackoffTest {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    @Property(tries = 200)
    void a_pause_is_positive_and_at_most_the_longest(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int failures) {
        Backoff backoff = new Backoff(FIRST, LONGEST, new SplittableRandom(seed));
        for (int i = 0; i < failures; i++) {
            assertThat(backoff.failed(Optional.empty())).isBetween(FIRST.dividedBy(2), LONGEST);
        }
    }

    @Test
    void retry_after_is_a_lower_bound() {
        Backoff backoff = new Backoff(FIRST, LONGEST, new SplittableRandom(1));

        assertThat(backoff.failed(Optional.of(Duration.ofSeconds(90)))).isGreaterThanOrEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void a_success_resets_the_pause() {
        Backoff backoff = new Backoff(FIRST, LONGEST, new SplittableRandom(1));
        for (int i = 0; i < 10; i++) {
            backoff.failed(Optional.empty());
        }

        backoff.succeeded();

        assertThat(backoff.failed(Optional.empty())).isLessThanOrEqualTo(FIRST);
    }

    @Test
    void retry_after_is_parsed_and_limited_to_an_hour() {
        assertThat(GatewayResponse.parseRetryAfter("30")).contains(Duration.ofSeconds(30));
        assertThat(GatewayResponse.parseRetryAfter("999999999")).contains(Duration.ofHours(1));
        assertThat(GatewayResponse.parseRetryAfter("Fri, 31 Dec 2049 23:59:59 GMT"))
                .contains(Duration.ofHours(1));
        assertThat(GatewayResponse.parseRetryAfter("Fri, 31 Dec 1999 23:59:59 GMT"))
                .isEmpty();
        assertThat(GatewayResponse.parseRetryAfter("soon")).isEmpty();
        assertThat(GatewayResponse.parseRetryAfter("99999999999999999999999")).isEmpty();
        assertThat(GatewayResponse.parseRetryAfter(null)).isEmpty();
    }
}
