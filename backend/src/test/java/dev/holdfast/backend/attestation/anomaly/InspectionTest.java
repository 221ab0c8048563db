package dev.holdfast.backend.attestation.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.attestation.appraisal.AttestedCounters;
import dev.holdfast.backend.attestation.challenge.ChallengeCheck;
import dev.holdfast.backend.attestation.reference.ReferenceValue;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.operator.anomaly.AnomalyKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Evidence that is an anomaly, and evidence that never is. */
class InspectionTest {
    /** Address in the network of the chip. */
    private static final String HOME = "192.0.2.7";
    /** Address in another network. */
    private static final String AWAY = "198.51.100.7";

    /** Attestations under one device identity, by the chip or a clone. Each attestation advances the clock by one minute. */
    private static final class Identity {
        private final TestChip chip = new TestChip();
        private Instant now = Instant.parse("2026-11-25T10:00:00Z");
        private Inspection.PreviousAttestation before =
                new Inspection.PreviousAttestation(null, AttestedCounters.NONE, BootTrace.NONE);

        /** Attests one second after the challenge. Returns the anomalies found. */
        List<AnomalyKind> attests(long boot, long keystore, List<ReferenceValue> images, String address) {
            now = now.plusSeconds(60);
            return attests(boot, keystore, images, address, now.minusSeconds(1));
        }

        List<AnomalyKind> attests(
                long boot, long keystore, List<ReferenceValue> images, String address, Instant challengedAt) {
            Evidence evidence = with(chip, boot, keystore, images);
            Inspection.Finding finding = Inspection.inspect(evidence, before, challengedAt, address, now);
            before = new Inspection.PreviousAttestation(
                    now,
                    new AttestedCounters(
                            Math.max(before.counters().bootCount(), boot),
                            Math.max(before.counters().keystoreVersion(), keystore),
                            Map.of(),
                            Map.of()),
                    BootTrace.of(finding.trace().toJson()));
            return finding.anomalies().stream().map(Anomaly::kind).toList();
        }
    }

    @Example
    void a_boot_counter_that_goes_back_is_an_anomaly() {
        Identity identity = new Identity();
        identity.attests(7, 1, TestImages.all(), HOME);

        assertThat(identity.attests(5, 1, TestImages.all(), HOME)).containsExactly(AnomalyKind.COUNTER_ROLLBACK);
    }

    @Example
    void a_keystore_that_goes_back_is_an_anomaly() {
        Identity identity = new Identity();
        identity.attests(7, 2, TestImages.all(), HOME);

        assertThat(identity.attests(7, 1, TestImages.all(), HOME)).containsExactly(AnomalyKind.COUNTER_ROLLBACK);
    }

    @Example
    void two_operating_systems_in_one_boot_are_an_anomaly() {
        Identity identity = new Identity();
        identity.attests(7, 1, TestImages.all(), HOME);
        List<ReferenceValue> other = new ArrayList<>(TestImages.all());
        other.set(other.indexOf(TestImages.KERNEL), TestImages.image(ImageType.NORMAL_WORLD_KERNEL, "kernel", 2));

        assertThat(identity.attests(7, 1, other, HOME)).containsExactly(AnomalyKind.BOOT_FORKED);
    }

    @Example
    void two_alternating_chips_with_own_counters_are_found() {
        Identity identity = new Identity();
        identity.attests(7, 1, TestImages.all(), HOME);

        assertThat(identity.attests(3, 1, TestImages.all(), AWAY)).containsExactly(AnomalyKind.COUNTER_ROLLBACK);
        assertThat(identity.attests(7, 1, TestImages.all(), HOME)).containsExactly(AnomalyKind.ALTERNATING_NETWORKS);
        assertThat(identity.attests(3, 1, TestImages.all(), AWAY))
                .containsExactly(AnomalyKind.COUNTER_ROLLBACK, AnomalyKind.ALTERNATING_NETWORKS);
    }

    @Example
    void a_clone_ahead_of_the_chip_is_found_when_the_chip_returns() {
        Identity identity = new Identity();
        identity.attests(7, 1, TestImages.all(), HOME);

        assertThat(identity.attests(9, 1, TestImages.all(), AWAY)).isEmpty();
        assertThat(identity.attests(7, 1, TestImages.all(), HOME))
                .containsExactly(AnomalyKind.COUNTER_ROLLBACK, AnomalyKind.ALTERNATING_NETWORKS);
    }

    @Example
    void a_clone_in_the_same_boot_with_another_system_is_found() {
        Identity identity = new Identity();
        List<ReferenceValue> other = new ArrayList<>(TestImages.all());
        other.set(other.indexOf(TestImages.KERNEL), TestImages.image(ImageType.NORMAL_WORLD_KERNEL, "kernel", 2));
        identity.attests(7, 1, TestImages.all(), HOME);

        assertThat(identity.attests(7, 1, other, AWAY)).containsExactly(AnomalyKind.BOOT_FORKED);
        assertThat(identity.attests(7, 1, TestImages.all(), HOME))
                .containsExactly(AnomalyKind.BOOT_FORKED, AnomalyKind.ALTERNATING_NETWORKS);
    }

    @Example
    void alternating_networks_of_a_provider_cause_no_anomaly() {
        Identity identity = new Identity();
        for (int i = 0; i < 20; i++) {
            assertThat(identity.attests(7 + i / 5, 1, TestImages.all(), i % 2 == 0 ? HOME : AWAY))
                    .isEmpty();
        }
    }

    @Example
    void a_counter_rollback_an_hour_later_is_not_alternating_networks() {
        Identity identity = new Identity();
        identity.attests(7, 1, TestImages.all(), HOME);
        identity.attests(9, 1, TestImages.all(), AWAY);
        identity.now = identity.now.plusSeconds(3_600);

        assertThat(identity.attests(7, 1, TestImages.all(), HOME)).containsExactly(AnomalyKind.COUNTER_ROLLBACK);
    }

    @Example
    void a_moving_device_causes_no_anomaly() {
        Identity identity = new Identity();
        for (int day = 0; day < 10; day++) {
            assertThat(identity.attests(7 + day, 1, TestImages.all(), day % 2 == 0 ? HOME : AWAY))
                    .isEmpty();
            identity.now = identity.now.plusSeconds(3_600);
        }
    }

    @Example
    void another_address_of_the_same_network_is_not_a_move() {
        Identity identity = new Identity();
        for (int i = 0; i < 6; i++) {
            assertThat(identity.attests(7, 1, TestImages.all(), "192.0.2." + i)).isEmpty();
        }
    }

    @Example
    void attesting_twice_in_a_row_causes_no_anomaly() {
        Identity identity = new Identity();

        assertThat(identity.attests(7, 1, TestImages.all(), HOME)).isEmpty();
        assertThat(identity.attests(7, 1, TestImages.all(), HOME)).isEmpty();
    }

    @Example
    void applications_may_change_within_a_boot() {
        Identity identity = new Identity();
        identity.attests(7, 1, TestImages.all(), HOME);

        assertThat(identity.attests(7, 1, TestImages.OPERATING_SYSTEM, HOME)).isEmpty();
    }

    @Example
    void late_evidence_is_not_compared() {
        Identity identity = new Identity();
        Instant early = identity.now;
        identity.attests(8, 1, TestImages.all(), HOME);

        assertThat(identity.attests(7, 1, TestImages.all(), HOME, early)).isEmpty();
        assertThat(identity.attests(8, 1, TestImages.all(), HOME)).isEmpty();
    }

    /** Each number is a day: 0 reboots, 1 updates, 2 changes the network, 3 updates the keystore, 4 only attests. */
    @Property(tries = 200)
    void honest_devices_never_cause_an_anomaly(@ForAll @Size(min = 1, max = 12) List<@IntRange(max = 4) Integer> days) {
        Identity identity = new Identity();
        long boot = 1;
        long keystore = 1;
        String address = HOME;
        List<ReferenceValue> images = TestImages.all();
        for (int day : days) {
            switch (day) {
                case 0 -> boot++;
                case 1 -> {
                    boot++;
                    images = new ArrayList<>(TestImages.all());
                    images.set(0, TestImages.image(ImageType.ONE_BL, "1bl", boot));
                }
                case 2 -> address = address.equals(HOME) ? AWAY : HOME;
                case 3 -> {
                    keystore++;
                    boot++;
                }
                default -> identity.now = identity.now.plusSeconds(1);
            }
            assertThat(identity.attests(boot, keystore, images, address)).isEmpty();
        }
    }

    @Example
    void late_evidence_causes_no_anomaly_but_old_evidence_does() {
        Instant now = Instant.parse("2026-11-25T10:00:00Z");

        assertThat(Anomaly.of(ChallengeCheck.EXPIRED, now.minusSeconds(120), now))
                .isEmpty();
        assertThat(Anomaly.of(ChallengeCheck.EXPIRED, now.minusSeconds(3_600), now))
                .hasValueSatisfying(anomaly -> assertThat(anomaly.kind()).isEqualTo(AnomalyKind.EVIDENCE_TOO_OLD));
        assertThat(Anomaly.of(ChallengeCheck.PREMATURE, now, now)).isEmpty();
    }

    @Example
    void networks_are_compared_by_provider_prefix() {
        assertThat(Networks.of("192.0.2.1")).isEqualTo(Networks.of("::ffff:192.0.2.200"));
        assertThat(Networks.of("192.0.2.1")).isNotEqualTo(Networks.of("192.0.3.1"));
        assertThat(Networks.of("2001:db8:1:2::5")).isEqualTo(Networks.of("2001:0db8:0001:ffff:1:2:3:4"));
        assertThat(Networks.of("2001:db8:1::5")).isNotEqualTo(Networks.of("2001:db8:2::5"));
        assertThat(Networks.of("[fe80::1%eth0]")).isEqualTo(Networks.of("fe80::2"));
    }

    /** Returns evidence with this boot counter and this keystore version. */
    private static Evidence with(TestChip chip, long boot, long keystore, List<ReferenceValue> images) {
        Evidence plain = chip.evidence(Nonce.of(new byte[Nonce.LENGTH]), TestImages.measured(images));
        return TestImages.with(plain, boot, keystore);
    }
}
