package dev.holdfast.ui.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.operator.attestation.AttestationView;
import dev.holdfast.contract.operator.attestation.FindingView;
import dev.holdfast.contract.operator.attestation.MeasurementVerdict;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.device.UpdateState;
import dev.holdfast.ui.fake.FakeFleet;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
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
    void a_missing_os_release_alone_is_no_alarm() {
        assertThat(tone(StatusBadge.of(Trust.UNTRUSTED, "measurement-unknown"))).isEqualTo("contraindicated");
        assertThat(tone(StatusBadge.of(Trust.UNTRUSTED, "os-not-released"))).isEqualTo("unknown");
        assertThat(tone(StatusBadge.of(attestation("os-not-released")))).isEqualTo("unknown");
        assertThat(tone(StatusBadge.of(attestation("debug-open", "os-not-released"))))
                .isEqualTo("contraindicated");
    }

    private static String tone(StatusBadge badge) {
        return badge.getElement().getAttribute("data-tone");
    }

    private static AttestationView attestation(String... codes) {
        return new AttestationView(
                1,
                Instant.EPOCH,
                Trust.UNTRUSTED,
                "attestation/default",
                1,
                Arrays.stream(codes)
                        .map(code -> new FindingView(code, "device", "Message.", "Remedy."))
                        .toList(),
                List.of(),
                List.of(),
                1,
                "DISABLED",
                "203.0.113.7",
                Blob.of(new byte[0]),
                Blob.of(new byte[0]));
    }

    @Test
    void an_update_of_an_untrusted_device_is_held() {
        DeviceView waiting = new FakeFleet()
                .devices().stream()
                        .filter(device -> device.update().state() == UpdateState.HELD)
                        .findFirst()
                        .orElseThrow();
        StatusBadge badge = StatusBadge.ofUpdate(waiting);

        assertThat(waiting.trust()).isEqualTo(Trust.UNTRUSTED);
        assertThat(badge.getElement().getTextRecursively()).isEqualTo("Held");
        assertThat(badge.getElement().getAttribute("data-tone")).isEqualTo("warning");
        assertThat(badge.getElement().getAttribute("title"))
                .contains("The device is untrusted. It is offered images only to repair itself.", waiting.reason());
    }

    @Test
    void an_update_that_a_policy_holds_has_the_title_of_the_policy() {
        assertThat(StatusBadge.ofUpdate(new FakeFleet().heldByPolicy())
                        .getElement()
                        .getAttribute("title"))
                .isEqualTo("The update policy “Change freeze” holds the target.");
    }

    @Test
    void a_failed_update_shows_its_error() {
        DeviceView failed = new FakeFleet()
                .devices().stream()
                        .filter(device -> device.update().state() == UpdateState.FAILED)
                        .findFirst()
                        .orElseThrow();

        assertThat(StatusBadge.ofUpdate(failed).getElement().getAttribute("title"))
                .isEqualTo("The device could not install the target, or did not attest it. Error: image-rolled-back."
                        + " The security version of an image is below the fuses of the device.");
    }

    @ParameterizedTest
    @EnumSource
    void icons_are_hidden_from_assistive_technology(Icon icon) {
        assertThat(icon.markup()).startsWith("<svg ").contains("aria-hidden='true'", "focusable='false'");
    }
}
