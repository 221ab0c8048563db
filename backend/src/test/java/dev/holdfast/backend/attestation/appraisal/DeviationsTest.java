package dev.holdfast.backend.attestation.appraisal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.attestation.reference.OsFeedRevision;
import dev.holdfast.backend.attestation.reference.ReferenceValue;
import dev.holdfast.backend.attestation.reference.ReferenceValues;
import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.EvidenceKind;
import dev.holdfast.contract.format.EvidencePurpose;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.operator.attestation.DeviationKind;
import dev.holdfast.contract.operator.attestation.DeviationView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.policy.ShippedPolicies;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Deviations besides measurements, and the decisions of the shipped policy about them. */
class DeviationsTest {
    private static final AttestationPolicy POLICY =
            new AttestationPolicy(ShippedPolicies.compile("attestation/default"));
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final Timing ON_TIME = new Timing(NOW.minusSeconds(1), NOW, NOW.minusSeconds(3_600));
    private static final List<Measurement> MEASURED = TestImages.measured(TestImages.all());
    private static final int KERNEL = MEASURED.indexOf(TestImages.measured(TestImages.KERNEL));
    private static final ReferenceValue NEXT_KERNEL = TestImages.image(ImageType.NORMAL_WORLD_KERNEL, "kernel", 2);
    private static final TestChip CHIP = new TestChip();
    private static final Evidence GOOD = evidence(DebugState.DISABLED_PERMANENTLY, Set.of(), floors(0));

    @Test
    void a_good_device_has_no_deviations() {
        assertThat(appraise(GOOD, AttestedCounters.NONE, ON_TIME).deviations()).isEmpty();
    }

    @Test
    void a_component_below_its_fuse_is_refused() {
        Appraisal appraisal = appraise(
                evidence(DebugState.DISABLED_PERMANENTLY, Set.of(), floors(2)), AttestedCounters.NONE, ON_TIME);

        assertThat(only(appraisal))
                .isEqualTo(new DeviationView(
                        DeviationKind.COMPONENT_BELOW_FUSE,
                        "NormalWorldKernel",
                        TestImages.KERNEL.component().text(),
                        "at least 2",
                        "1",
                        "NormalWorldKernel has security version 1, but the chip's anti-rollback fuse requires 2."));
        assertThat(conclude(appraisal).trust()).isEqualTo(Trust.UNTRUSTED);
        assertThat(conclude(appraisal).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("component-below-fuse");
            assertThat(finding.subject()).isEqualTo("NormalWorldKernel");
        });
    }

    @Test
    void a_fuse_that_went_back_is_refused_after_storing_counters() {
        AttestedCounters seen = appraise(
                        evidence(DebugState.DISABLED_PERMANENTLY, Set.of(), floors(1)), AttestedCounters.NONE, ON_TIME)
                .counters();
        AttestedCounters stored = AttestedCounters.of(
                seen.bootCount(),
                seen.keystoreVersion(),
                new JsonObject(seen.components().encode()));

        assertThat(stored).isEqualTo(seen);
        Appraisal appraisal = appraise(GOOD, stored, ON_TIME);
        assertThat(only(appraisal))
                .extracting(DeviationView::kind, DeviationView::expected, DeviationView::reported)
                .containsExactly(DeviationKind.FUSE_ROLLBACK, "at least 1", "0");
        assertThat(conclude(appraisal).decisive().orElseThrow().code()).isEqualTo("fuse-rollback");
        assertThat(appraisal.counters().securityFloor(TestImages.KERNEL.component()))
                .isEqualTo(1);
    }

    @Test
    void counters_stored_without_fuses_are_read() {
        JsonObject before = new JsonObject().put(TestImages.KERNEL.component().text(), 2);

        AttestedCounters known = AttestedCounters.of(1, 1, before);

        assertThat(known.securityVersion(TestImages.KERNEL.component())).isEqualTo(2);
        assertThat(known.securityFloors()).isEmpty();
        assertThat(known.components())
                .isEqualTo(before.put(TestImages.KERNEL.component().text(), 2L));
    }

    @Test
    void fuses_of_unknown_components_are_not_stored() {
        Appraisal appraisal = Appraiser.appraise(
                evidence(DebugState.DISABLED_PERMANENTLY, Set.of(), floors(1)),
                ReferenceValues.of(List.of(), List.of()),
                AttestedCounters.NONE,
                GrantedCapabilities.NONE,
                ON_TIME);

        assertThat(appraisal.counters().securityFloors()).isEmpty();
    }

    @Test
    void counters_that_went_back_are_reported_with_old_values() {
        AttestedCounters history = new AttestedCounters(7, 3, Map.of(TestImages.KERNEL.component(), 4L), Map.of());

        assertThat(appraise(GOOD, history, ON_TIME).deviations())
                .extracting(Deviation::kind, Deviation::subject, Deviation::expected, Deviation::reported)
                .containsExactly(
                        tuple(DeviationKind.BOOT_COUNT_ROLLBACK, "device", "at least 7", "1"),
                        tuple(DeviationKind.KEYSTORE_ROLLBACK, "TrustedKeystore", "at least 3", "1"),
                        tuple(DeviationKind.COMPONENT_ROLLBACK, "NormalWorldKernel", "at least 4", "1"));
    }

    @Test
    void a_device_that_reverts_a_trial_update_has_no_rollback() {
        AttestedCounters afterTrial = appraise(withKernel(2, 1)).counters();

        assertThat(afterTrial.securityVersion(TestImages.KERNEL.component())).isEqualTo(1);
        assertThat(appraise(withKernel(1, 1), afterTrial, ON_TIME).deviations()).isEmpty();
    }

    @Test
    void a_device_that_goes_back_after_the_trial_is_refused() {
        AttestedCounters afterTrial = appraise(withKernel(2, 2)).counters();

        assertThat(appraise(withKernel(1, 2), afterTrial, ON_TIME).deviations())
                .extracting(Deviation::kind)
                .containsExactly(
                        DeviationKind.KEYSTORE_ROLLBACK,
                        DeviationKind.COMPONENT_ROLLBACK,
                        DeviationKind.COMPONENT_BELOW_FUSE);
    }

    /** Appraises against reference values that also contain the next kernel. */
    private static Appraisal appraise(Evidence evidence) {
        List<ReferenceValue> known = TestImages.all();
        known.add(NEXT_KERNEL);
        return Appraiser.appraise(
                evidence,
                ReferenceValues.of(known, List.of()),
                AttestedCounters.NONE,
                GrantedCapabilities.NONE,
                ON_TIME);
    }

    /**
     * Returns evidence whose kernel and keystore have this version. Only the kernel's fuse is burnt, to {@code fuse}. An update on trial
     * does not burn fuses.
     */
    private static Evidence withKernel(long version, long fuse) {
        List<Measurement> measured = new ArrayList<>(MEASURED);
        measured.set(KERNEL, TestImages.measured(version == 1 ? TestImages.KERNEL : NEXT_KERNEL));
        return new Evidence(
                EvidenceKind.PLUTON,
                CHIP.device(),
                EvidencePurpose.ATTEST,
                Nonce.of(new byte[Nonce.LENGTH]),
                1,
                DebugState.DISABLED_PERMANENTLY,
                ManufacturingState.DEVICE_COMPLETE,
                version,
                Set.of(),
                measured,
                floors(fuse),
                CHIP.generalKey(),
                CHIP.generalKey());
    }

    @Test
    void capabilities_debugging_since_boot_and_unfinished_manufacturing_are_reported() {
        Evidence evidence = new Evidence(
                EvidenceKind.PLUTON,
                CHIP.device(),
                EvidencePurpose.ATTEST,
                Nonce.of(new byte[Nonce.LENGTH]),
                1,
                DebugState.DISABLED,
                ManufacturingState.MODULE1_COMPLETE,
                1,
                Set.of(99, 11),
                MEASURED,
                floors(0),
                CHIP.generalKey(),
                CHIP.generalKey());

        assertThat(appraise(evidence, AttestedCounters.NONE, ON_TIME).deviations())
                .extracting(Deviation::kind, Deviation::reported)
                .containsExactly(
                        tuple(DeviationKind.DEBUG_WAS_ENABLED, "DISABLED"),
                        tuple(DeviationKind.CAPABILITY_ENABLED, "ApplicationDevelopment (11)"),
                        tuple(DeviationKind.CAPABILITY_ENABLED, "99"),
                        tuple(DeviationKind.CAPABILITY_NOT_ISSUED, "ApplicationDevelopment (11)"),
                        tuple(DeviationKind.CAPABILITY_NOT_ISSUED, "99"),
                        tuple(DeviationKind.MANUFACTURING_INCOMPLETE, "MODULE1_COMPLETE"));
    }

    @Test
    void clock_differences_and_late_responses_are_reported_without_loss_of_trust() {
        Appraisal ahead = appraise(GOOD, AttestedCounters.NONE, new Timing(NOW.plusSeconds(4), NOW, null));
        Appraisal future = appraise(GOOD, AttestedCounters.NONE, new Timing(NOW, NOW, NOW.plusSeconds(90)));
        Appraisal late = appraise(GOOD, AttestedCounters.NONE, new Timing(NOW.minusSeconds(41), NOW, null));

        assertThat(only(ahead).kind()).isEqualTo(DeviationKind.CLOCK_AHEAD);
        assertThat(only(future).reported()).isEqualTo("90 s");
        assertThat(only(late))
                .extracting(DeviationView::kind, DeviationView::expected, DeviationView::reported)
                .containsExactly(DeviationKind.LATE_RESPONSE, "at most 30 s", "41 s");
        assertThat(List.of(conclude(ahead), conclude(future), conclude(late)))
                .allSatisfy(conclusion -> assertThat(conclusion.trust()).isEqualTo(Trust.TRUSTED));
        assertThat(conclude(late).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.code()).isEqualTo("late-response"));
    }

    @Test
    void tolerated_clock_differences_are_no_deviation() {
        assertThat(appraise(GOOD, AttestedCounters.NONE, new Timing(NOW.plusSeconds(2), NOW, NOW))
                        .deviations())
                .isEmpty();
        assertThat(appraise(GOOD, AttestedCounters.NONE, new Timing(NOW.minusSeconds(30), NOW, null))
                        .deviations())
                .isEmpty();
    }

    @Test
    void only_issued_capabilities_are_accepted() {
        for (int number : List.of(1, 2, 10, 11, 12, 13)) {
            assertThat(trust(number, GrantedCapabilities.NONE)).as("%d", number).isEqualTo(Trust.UNTRUSTED);
        }
        for (int number : List.of(11, 13)) {
            assertThat(trust(number, granted(number, ON_TIME.receivedAt().plusSeconds(1))))
                    .isEqualTo(Trust.TRUSTED);
        }
        assertThat(trust(2, granted(2, Instant.MAX.minusSeconds(1))))
                .as("not even with a file")
                .isEqualTo(Trust.UNTRUSTED);
    }

    @Test
    void an_issued_capability_becomes_unissued_after_expiry() {
        Evidence serviced = evidence(DebugState.DISABLED_PERMANENTLY, Set.of(13), floors(0));

        assertThat(kinds(serviced, granted(13, ON_TIME.receivedAt().plusSeconds(1))))
                .containsExactly(DeviationKind.CAPABILITY_ENABLED);
        assertThat(kinds(serviced, granted(13, ON_TIME.receivedAt())))
                .containsExactly(DeviationKind.CAPABILITY_ENABLED, DeviationKind.CAPABILITY_NOT_ISSUED);
        assertThat(kinds(serviced, granted(11, Instant.MAX.minusSeconds(1))))
                .as("another capability was issued")
                .contains(DeviationKind.CAPABILITY_NOT_ISSUED);
    }

    /** Returns the kinds of deviations of evidence, with these capabilities issued. */
    private static List<DeviationKind> kinds(Evidence evidence, GrantedCapabilities granted) {
        return appraise(evidence, granted).deviations().stream()
                .map(Deviation::kind)
                .toList();
    }

    /** Returns the trust in a device that enabled a capability. */
    private static Trust trust(int capability, GrantedCapabilities granted) {
        return conclude(appraise(evidence(DebugState.DISABLED_PERMANENTLY, Set.of(capability), floors(0)), granted))
                .trust();
    }

    /** Returns an issued capability that expires at {@code until}. */
    private static GrantedCapabilities granted(int capability, Instant until) {
        return new GrantedCapabilities(Map.of(capability, until));
    }

    private static Appraisal appraise(Evidence evidence, GrantedCapabilities granted) {
        return Appraiser.appraise(
                evidence, ReferenceValues.of(TestImages.all(), List.of()), AttestedCounters.NONE, granted, ON_TIME);
    }

    @Test
    void every_kind_of_deviation_can_be_found() {
        AttestedCounters history = new AttestedCounters(
                7, 3, Map.of(TestImages.KERNEL.component(), 4L), Map.of(TestImages.APPLICATION.component(), 5L));
        Set<DeviationKind> found = EnumSet.noneOf(DeviationKind.class);
        for (DebugState debug : List.of(DebugState.ENABLED, DebugState.DISABLED)) {
            Evidence evidence = new Evidence(
                    EvidenceKind.PLUTON,
                    CHIP.device(),
                    EvidencePurpose.ATTEST,
                    Nonce.of(new byte[Nonce.LENGTH]),
                    1,
                    debug,
                    ManufacturingState.BLANK,
                    1,
                    Set.of(13),
                    MEASURED,
                    floors(2),
                    CHIP.generalKey(),
                    CHIP.generalKey());
            appraise(evidence, history, new Timing(NOW.minusSeconds(50), NOW, NOW.plusSeconds(9)))
                    .deviations()
                    .forEach(deviation -> {
                        found.add(deviation.kind());
                        assertThat(deviation.view().reason()).endsWith(".");
                        assertThat(deviation.expected()).isNotEmpty();
                        assertThat(deviation.reported()).isNotEmpty();
                    });
        }

        assertThat(found).containsExactlyInAnyOrder(DeviationKind.values());
    }

    /** Returns the only deviation. */
    private static DeviationView only(Appraisal appraisal) {
        assertThat(appraisal.deviations()).hasSize(1);
        return appraisal.deviations().getFirst().view();
    }

    private static Conclusion conclude(Appraisal appraisal) {
        return Conclusion.of(appraisal, POLICY, new OsFeedRevision("MT3620AN", "Retail", null, 1), NOW);
    }

    private static Appraisal appraise(Evidence evidence, AttestedCounters history, Timing timing) {
        return Appraiser.appraise(
                evidence, ReferenceValues.of(TestImages.all(), List.of()), history, GrantedCapabilities.NONE, timing);
    }

    /** Returns the anti-rollback fuses of all components, 0 for those not burnt. Only the kernel's fuse is burnt, to {@code ofKernel}. */
    private static List<Long> floors(long ofKernel) {
        List<Long> floors = new ArrayList<>(Collections.nCopies(MEASURED.size(), 0L));
        floors.set(KERNEL, ofKernel);
        return floors;
    }

    private static Evidence evidence(DebugState debug, Set<Integer> capabilities, List<Long> floors) {
        return new Evidence(
                EvidenceKind.PLUTON,
                CHIP.device(),
                EvidencePurpose.ATTEST,
                Nonce.of(new byte[Nonce.LENGTH]),
                1,
                debug,
                ManufacturingState.DEVICE_COMPLETE,
                1,
                capabilities,
                MEASURED,
                floors,
                CHIP.generalKey(),
                CHIP.generalKey());
    }
}
