package dev.holdfast.ui.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.operator.attestation.MeasurementVerdict;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.device.UpdateState;
import dev.holdfast.ui.fake.FakeFleet;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Badges of states: icon, word and tone (color). */
class StatusBadgeTest {
    static Stream<StatusBadge> badges() {
        return Stream.of(
                        Arrays.stream(Trust.values()).map(StatusBadge::of),
                        Arrays.stream(UpdateState.values()).map(StatusBadge::of),
                        Arrays.stream(MeasurementVerdict.values()).map(StatusBadge::of))
                .flatMap(stream -> stream);
    }

    @ParameterizedTest
    @MethodSource("badges")
    void a_state_has_an_icon_and_a_word(StatusBadge badge) {
        assertThat(badge.getElement().getTextRecursively()).isNotBlank();
        assertThat(badge.getElement().getAttribute("data-tone")).isNotBlank();
        assertThat(badge.getChildren()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void each_trust_has_its_own_tone(Trust trust) {
        assertThat(Arrays.stream(Trust.values()).filter(other -> StatusBadge.tone(other) == StatusBadge.tone(trust)))
                .containsExactly(trust);
    }

    @Test
    void an_update_of_an_untrusted_device_is_held() {
        DeviceView waiting = new FakeFleet()
                .devices().stream()
                        .filter(device -> device.update() == UpdateState.HELD)
                        .findFirst()
                        .orElseThrow();
        StatusBadge badge = StatusBadge.ofUpdate(waiting);

        assertThat(waiting.trust()).isEqualTo(Trust.UNTRUSTED);
        assertThat(badge.getElement().getTextRecursively()).isEqualTo("Held");
        assertThat(badge.getElement().getAttribute("data-tone")).isEqualTo("warning");
        assertThat(badge.getElement().getAttribute("title")).contains("to repair itself", waiting.reason());
    }

    @ParameterizedTest
    @EnumSource
    void icons_are_hidden_from_assistive_technology(Icon icon) {
        assertThat(icon.markup()).startsWith("<svg ").contains("aria-hidden='true'", "focusable='false'");
    }
}
