package dev.holdfast.backend.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Whether an access token proves a recent sign-in of the required class ({@code acr}). Arguments: the token's class, its time of sign-in
 * and of issue, and the current time.
 */
class ConfirmationTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    /** At most 5 minutes old, of the class "confirmed". The time of issue does not count. */
    private static final Confirmation REQUIRED =
            new Confirmation(Duration.ofMinutes(5), Optional.of("confirmed"), false);

    @Test
    void a_recent_sign_in_of_the_required_class_confirms() {
        assertThat(REQUIRED.isMetBy("confirmed", NOW, NOW, NOW)).isTrue();
        assertThat(REQUIRED.isMetBy("confirmed", NOW.minusSeconds(300), NOW, NOW))
                .isTrue();
        assertThat(REQUIRED.isMetBy("confirmed", NOW.plusSeconds(30), NOW, NOW))
                .as("the provider's clock is ahead")
                .isTrue();
    }

    @Test
    void an_old_future_or_different_sign_in_does_not_confirm() {
        assertThat(REQUIRED.isMetBy("confirmed", NOW.minusSeconds(301), NOW, NOW))
                .isFalse();
        assertThat(REQUIRED.isMetBy("confirmed", NOW.plusSeconds(31), NOW, NOW)).isFalse();
        assertThat(REQUIRED.isMetBy("signed-in", NOW, NOW, NOW)).isFalse();
        assertThat(REQUIRED.isMetBy(null, NOW, NOW, NOW)).isFalse();
    }

    @Test
    void a_token_without_a_sign_in_time_confirms_only_if_configured() {
        Confirmation issued = new Confirmation(Duration.ofMinutes(5), Optional.of("confirmed"), true);

        assertThat(REQUIRED.isMetBy("confirmed", null, NOW, NOW)).isFalse();
        assertThat(issued.isMetBy("confirmed", null, NOW, NOW)).isTrue();
        assertThat(issued.isMetBy("confirmed", NOW.minusSeconds(301), NOW, NOW)).isFalse();
    }

    @Test
    void without_authentication_classes_only_the_time_is_checked() {
        Confirmation time = new Confirmation(Duration.ofSeconds(90), Optional.empty(), false);

        assertThat(time.isMetBy(null, NOW, NOW, NOW)).isTrue();
        assertThat(time.isMetBy(null, NOW.minusSeconds(91), NOW, NOW)).isFalse();
        assertThat(time.challenge()).contains("max_age=\"90\"").doesNotContain("acr_values");
    }
}
