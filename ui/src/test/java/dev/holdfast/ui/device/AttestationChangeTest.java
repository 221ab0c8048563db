package dev.holdfast.ui.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.operator.attestation.AttestationView;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.ui.fake.FakeAttestations;
import dev.holdfast.ui.fake.FakeFleet;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttestationChangeTest {
    private final FakeFleet fleet = new FakeFleet();

    @Test
    void what_the_device_reports_otherwise_is_named_before_the_turn_of_trust() {
        List<AttestationView> history = history(Trust.UNTRUSTED);

        assertThat(AttestationChange.between(history.get(1), history.getFirst()).sentence())
                .isEqualTo("application toaster-control digest changed, Applications is reported for the first time,"
                        + " CustomerBoardConfig is missing, trust went from trusted to untrusted");
    }

    @Test
    void an_older_security_version_stands_beside_the_digest() {
        List<AttestationView> history = history(Trust.OUTDATED);

        assertThat(AttestationChange.between(history.get(1), history.getFirst()).causes())
                .containsExactly(
                        "NormalWorldKernel digest changed", "NormalWorldKernel security version went from 7 to 6");
    }

    @Test
    void counters_that_go_up_are_no_change() {
        List<AttestationView> history = history(Trust.TRUSTED);
        AttestationChange change = AttestationChange.between(history.get(1), history.getFirst());

        assertThat(history.getFirst().bootCount()).isGreaterThan(history.get(1).bootCount());
        assertThat(change.isNone()).isTrue();
        assertThat(change.sentence()).isEqualTo("same as before");
    }

    @Test
    void a_boot_counter_that_goes_back_is_told() {
        List<AttestationView> history = history(Trust.TRUSTED);

        assertThat(AttestationChange.between(history.getFirst(), history.get(1)).causes())
                .containsExactly("boot count went back from 412 to 411");
    }

    private List<AttestationView> history(Trust trust) {
        DeviceView device = fleet.devices().stream()
                .filter(candidate -> candidate.trust() == trust)
                .findFirst()
                .orElseThrow();
        return FakeAttestations.of(device);
    }
}
