package dev.holdfast.ui.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the header with which the API requires a new sign-in (RFC 9470). */
class ConfirmationTest {
    @Test
    void a_challenge_of_rfc_9470_has_a_class_and_an_age() {
        assertThat(Confirmation.of("Bearer error=\"insufficient_user_authentication\", error_description=\"Sign in\","
                        + " acr_values=\"confirmed\", max_age=\"300\""))
                .contains(new Confirmation("confirmed", "300"));
        assertThat(Confirmation.of("Bearer error=\"insufficient_user_authentication\", max_age=5"))
                .contains(new Confirmation("", "5"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"Bearer", "Bearer error=\"invalid_token\", max_age=\"300\""})
    void other_challenges_need_no_confirmation(String challenge) {
        assertThat(Confirmation.of(challenge)).isEmpty();
    }
}
