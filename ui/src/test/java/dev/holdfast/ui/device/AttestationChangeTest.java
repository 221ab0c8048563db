package dev.holdfast.ui.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.operator.attestation.AttestationView;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.ui.fake.FakeAttestations;
import dev.holdfast.ui.fake.FakeFleet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What changed between two attestations of a device. */
class AttestationChangeTest {
    private final FakeFleet fleet = new FakeFleet();

    @Test
    void changed_measurements_come_before_the_change_of_trust() {
        List<AttestationView> history = history(Trust.UNTRUSTED);

        assertThat(AttestationChange.between(history.get(1), history.getFirst()).sentence())
                .isEqualTo("application toaster-control digest changed, Applications reported for the first time,"
                        + " CustomerBoardConfig missing, trust changed from trusted to untrusted");
    }

    @Test
    void an_older_security_version_is_listed_after_the_digest() {
        List<AttestationView> history = history(Trust.OUTDATED);

        assertThat(AttestationChange.between(history.get(1), history.getFirst()).causes())
                .containsExactly(
                        "NormalWorldKernel digest changed", "NormalWorldKernel security version changed from 7 to 6");
    }

    @Test
    void an_increased_boot_count_is_no_change() {
        List<AttestationView> history = history(Trust.TRUSTED);
        AttestationChange change = AttestationChange.between(history.get(1), history.getFirst());

        assertThat(history.getFirst().bootCount()).isGreaterThan(history.get(1).bootCount());
        assertThat(change.isNone()).isTrue();
        assertThat(change.sentence()).isEqualTo("no changes");
    }

    @Test
    void a_decreased_boot_count_is_listed() {
        List<AttestationView> history = history(Trust.TRUSTED);

        assertThat(AttestationChange.between(history.getFirst(), history.get(1)).causes())
                .containsExactly("boot count dropped from 412 to 411");
    }

    /** Returns the attestations of a device with this trust, newest first. The device was trusted in the older ones. */
    private List<AttestationView> history(Trust trust) {
        DeviceView device = fleet.devices().stream()
                .filter(candidate -> candidate.trust() == trust)
                .findFirst()
                .orElseThrow();
        return FakeAttestations.of(device);
    }
}
