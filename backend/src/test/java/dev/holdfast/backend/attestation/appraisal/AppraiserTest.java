package dev.holdfast.backend.attestation.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.attestation.reference.OsFeedRevision;
import dev.holdfast.backend.attestation.reference.ReferenceValue;
import dev.holdfast.backend.attestation.reference.ReferenceValues;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.operator.attestation.FindingView;
import dev.holdfast.contract.operator.attestation.MeasurementVerdict;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.reference.ReferenceState;
import dev.holdfast.policy.ShippedPolicies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Appraisal of evidence, from measurements to trust under the shipped policy. */
class AppraiserTest {
    private static final AttestationPolicy POLICY =
            new AttestationPolicy(ShippedPolicies.compile("attestation/default"));
    private static final ReferenceValues REFERENCES = ReferenceValues.of(TestImages.all(), List.of());
    private static final Timing ON_TIME = new Timing(Instant.EPOCH, Instant.EPOCH.plusSeconds(1), null);
    /** Evidence of nine images: eight of the operating system and, last, the application. */
    private static final Evidence GOOD =
            new TestChip().evidence(Nonce.of(new byte[Nonce.LENGTH]), TestImages.measured(TestImages.all()));

    @Example
    void a_device_with_only_current_images_is_trusted() {
        assertThat(conclude(GOOD, REFERENCES, AttestedCounters.NONE)).satisfies(conclusion -> {
            assertThat(conclusion.trust()).isEqualTo(Trust.TRUSTED);
            assertThat(conclusion.findings()).isEmpty();
        });
    }

    @Property
    void a_single_changed_bit_in_a_digest_is_never_trusted(
            @ForAll @IntRange(max = 8) int index, @ForAll @IntRange(max = 255) int bit) {
        List<Measurement> measurements = new ArrayList<>(GOOD.measurements());
        Measurement honest = measurements.get(index);
        byte[] digest = honest.digest().bytes();
        digest[bit / 8] ^= (byte) (1 << bit % 8);
        measurements.set(
                index,
                new Measurement(
                        honest.type(),
                        honest.component(),
                        honest.image(),
                        Digest.of(digest),
                        honest.securityVersion()));

        Conclusion conclusion = conclude(TestImages.with(GOOD, measurements), REFERENCES, AttestedCounters.NONE);

        assertThat(conclusion.trust()).isEqualTo(Trust.UNTRUSTED);
        assertThat(conclusion.decisive().orElseThrow().code()).isEqualTo("measurement-unknown");
        assertThat(conclusion.decisive().orElseThrow().subject())
                .isEqualTo(honest.type().apiName());
    }

    @Property
    void a_digest_counts_only_for_its_own_component(
            @ForAll @IntRange(max = 8) int index, @ForAll @IntRange(max = 8) int other) {
        List<Measurement> measurements = new ArrayList<>(GOOD.measurements());
        Measurement honest = measurements.get(index);
        measurements.set(
                index,
                new Measurement(
                        honest.type(),
                        honest.component(),
                        honest.image(),
                        measurements.get(other).digest(),
                        honest.securityVersion()));

        assertThat(conclude(TestImages.with(GOOD, measurements), REFERENCES, AttestedCounters.NONE)
                        .trust())
                .isEqualTo(index == other ? Trust.TRUSTED : Trust.UNTRUSTED);
    }

    @Property
    void a_missing_operating_system_image_is_never_trusted(@ForAll @IntRange(max = 7) int index) {
        List<Measurement> measurements = new ArrayList<>(GOOD.measurements());
        Measurement left = measurements.remove(index);

        Conclusion conclusion = conclude(TestImages.with(GOOD, measurements), REFERENCES, AttestedCounters.NONE);

        assertThat(conclusion.trust()).isEqualTo(Trust.UNTRUSTED);
        assertThat(conclusion.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("measurement-missing");
            assertThat(finding.subject()).isEqualTo(left.type().apiName());
        });
    }

    @Example
    void a_device_without_an_application_is_trusted() {
        Evidence evidence = TestImages.with(GOOD, TestImages.measured(TestImages.OPERATING_SYSTEM));

        assertThat(conclude(evidence, REFERENCES, AttestedCounters.NONE).trust())
                .isEqualTo(Trust.TRUSTED);
    }

    @Example
    void without_reference_values_nothing_is_trusted() {
        assertThat(conclude(GOOD, ReferenceValues.of(List.of(), List.of()), AttestedCounters.NONE)
                        .trust())
                .isEqualTo(Trust.UNTRUSTED);
        assertThat(conclude(
                                TestImages.with(GOOD, List.of()),
                                ReferenceValues.of(List.of(), List.of()),
                                AttestedCounters.NONE)
                        .trust())
                .isEqualTo(Trust.UNTRUSTED);
    }

    @Example
    void an_older_operating_system_is_outdated() {
        ReferenceValues references = with(TestImages.image(ImageType.NORMAL_WORLD_KERNEL, "kernel", 2));

        Conclusion conclusion = conclude(GOOD, references, AttestedCounters.NONE);

        assertThat(conclusion.trust()).isEqualTo(Trust.OUTDATED);
        assertThat(conclusion.decisive().orElseThrow().subject()).isEqualTo("NormalWorldKernel");
    }

    @Example
    void an_older_application_keeps_trust() {
        ReferenceValues references = with(TestImages.image(ImageType.APPLICATIONS, "app", 2));

        assertThat(conclude(GOOD, references, AttestedCounters.NONE).trust()).isEqualTo(Trust.TRUSTED);
    }

    @Example
    void a_deployed_application_is_current_even_if_a_newer_one_exists() {
        ReferenceValues references = with(TestImages.image(ImageType.APPLICATIONS, "app", 2));
        Set<Digest> deployed = TestImages.all().stream()
                .filter(value -> value.type() == ImageType.APPLICATIONS)
                .map(ReferenceValue::digest)
                .collect(Collectors.toSet());

        assertThat(applications(references)).contains(MeasurementVerdict.OUTDATED);
        assertThat(applications(references.forDevice(deployed, deployed))).containsOnly(MeasurementVerdict.CURRENT);
    }

    @Example
    void before_the_first_release_one_finding_says_that_no_operating_system_was_released() {
        ReferenceValues onlyApplication = ReferenceValues.of(List.of(TestImages.APPLICATION), List.of());

        Conclusion conclusion = conclude(GOOD, onlyApplication, AttestedCounters.NONE);

        assertThat(conclusion.trust()).isEqualTo(Trust.UNTRUSTED);
        assertThat(conclusion.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("os-not-released");
            assertThat(finding.message())
                    .isEqualTo("No operating system was released for part MT3620AN in feed Retail.");
        });
    }

    @Example
    void other_findings_stay_before_the_first_release() {
        AttestedCounters history = new AttestedCounters(GOOD.bootCount() + 1, 0, Map.of(), Map.of());

        assertThat(conclude(GOOD, ReferenceValues.of(List.of(TestImages.APPLICATION), List.of()), history)
                        .findings())
                .extracting(FindingView::code)
                .containsExactly("boot-count-rollback", "os-not-released");
    }

    @Example
    void an_unknown_or_retired_application_stays_a_finding_before_the_first_release() {
        ReferenceValues retired =
                ReferenceValues.of(List.of(TestImages.APPLICATION.state(ReferenceState.RETIRED)), List.of());

        assertThat(conclude(GOOD, ReferenceValues.of(List.of(), List.of()), AttestedCounters.NONE)
                        .findings())
                .extracting(FindingView::code)
                .containsExactly("measurement-unexpected", "os-not-released");
        assertThat(conclude(GOOD, retired, AttestedCounters.NONE).findings())
                .extracting(FindingView::code)
                .containsExactly("measurement-retired", "os-not-released");
    }

    /** A type that not every boot measures does not show that the operating system was released. */
    @Example
    void a_retired_image_of_the_operating_system_stays_a_finding_before_the_first_release() {
        ReferenceValues retired = ReferenceValues.of(
                TestImages.all().stream()
                        .filter(value -> value.type() == ImageType.SERVICES)
                        .map(value -> value.state(ReferenceState.RETIRED))
                        .toList(),
                List.of());

        assertThat(conclude(GOOD, retired, AttestedCounters.NONE).findings())
                .extracting(FindingView::code)
                .contains("measurement-retired")
                .endsWith("os-not-released");
    }

    @Example
    void a_retired_release_is_a_reference() {
        ReferenceValues retired = ReferenceValues.of(
                TestImages.all().stream()
                        .map(value -> value.state(ReferenceState.RETIRED))
                        .toList(),
                List.of());

        assertThat(conclude(GOOD, retired, AttestedCounters.NONE).findings())
                .extracting(FindingView::code)
                .contains("measurement-retired")
                .doesNotContain("os-not-released");
    }

    /** Returns the verdicts on the measured applications. */
    private static List<MeasurementVerdict> applications(ReferenceValues references) {
        return Appraiser.appraise(GOOD, references, AttestedCounters.NONE, GrantedCapabilities.NONE, ON_TIME)
                .measurements()
                .stream()
                .filter(measurement -> measurement.type() == ImageType.APPLICATIONS)
                .map(MeasurementAppraisal::verdict)
                .toList();
    }

    @Example
    void an_old_keystore_is_outdated_and_an_unknown_one_is_not_trusted() {
        assertThat(conclude(GOOD, with(TestImages.image(ImageType.TRUSTED_KEYSTORE, "keys", 1)), AttestedCounters.NONE)
                        .trust())
                .isEqualTo(Trust.TRUSTED);
        assertThat(conclude(GOOD, with(TestImages.image(ImageType.TRUSTED_KEYSTORE, "keys", 2)), AttestedCounters.NONE)
                        .trust())
                .isEqualTo(Trust.OUTDATED);
        assertThat(conclude(GOOD, with(TestImages.image(ImageType.TRUSTED_KEYSTORE, "keys", 0)), AttestedCounters.NONE)
                        .trust())
                .isEqualTo(Trust.UNTRUSTED);
    }

    @Example
    void a_device_that_rolls_back_its_keystore_is_refused() {
        Conclusion conclusion = conclude(GOOD, REFERENCES, new AttestedCounters(1, 2, Map.of(), Map.of()));

        assertThat(conclusion.trust()).isEqualTo(Trust.UNTRUSTED);
        assertThat(conclusion.decisive().orElseThrow().code()).isEqualTo("measurement-rolled-back");
        assertThat(conclusion.decisive().orElseThrow().subject()).isEqualTo("TrustedKeystore");
    }

    @Example
    void a_component_that_goes_back_to_an_older_security_version_is_refused() {
        AttestedCounters history = new AttestedCounters(1, 1, Map.of(TestImages.KERNEL.component(), 2L), Map.of());

        assertThat(conclude(GOOD, REFERENCES, history).decisive().orElseThrow().code())
                .isEqualTo("measurement-rolled-back");
    }

    @Example
    void a_boot_counter_that_goes_back_is_refused() {
        assertThat(conclude(GOOD, REFERENCES, new AttestedCounters(2, 1, Map.of(), Map.of()))
                        .decisive()
                        .orElseThrow()
                        .code())
                .isEqualTo("boot-count-rollback");
    }

    @Example
    void a_component_measured_twice_is_unexpected() {
        List<Measurement> measurements = new ArrayList<>(GOOD.measurements());
        measurements.add(measurements.getLast());

        assertThat(Appraiser.appraise(
                                TestImages.with(GOOD, measurements),
                                REFERENCES,
                                AttestedCounters.NONE,
                                GrantedCapabilities.NONE,
                                ON_TIME)
                        .measurements()
                        .getLast()
                        .verdict())
                .isEqualTo(MeasurementVerdict.UNEXPECTED);
    }

    @Example
    void a_known_digest_with_another_image_or_version_is_a_mismatch() {
        Measurement kernel = TestImages.measured(TestImages.KERNEL);
        for (Measurement lie : List.of(
                new Measurement(ImageType.ROOT_FS, kernel.component(), kernel.image(), kernel.digest(), 1),
                new Measurement(kernel.type(), kernel.component(), kernel.image(), kernel.digest(), 2),
                new Measurement(
                        kernel.type(), kernel.component(), TestImages.APPLICATION.image(), kernel.digest(), 1))) {
            assertThat(Appraiser.appraise(
                                    TestImages.with(GOOD, List.of(lie)),
                                    REFERENCES,
                                    AttestedCounters.NONE,
                                    GrantedCapabilities.NONE,
                                    ON_TIME)
                            .measurements()
                            .getFirst()
                            .verdict())
                    .isEqualTo(MeasurementVerdict.MISMATCH);
        }
    }

    @Example
    void an_unknown_image_does_not_move_the_counters() {
        Measurement kernel = TestImages.measured(TestImages.KERNEL);
        Measurement unknown =
                new Measurement(kernel.type(), kernel.component(), kernel.image(), Digest.sha256(new byte[0]), 1000);

        AttestedCounters counters = Appraiser.appraise(
                        TestImages.with(GOOD, List.of(unknown)),
                        REFERENCES,
                        AttestedCounters.NONE,
                        GrantedCapabilities.NONE,
                        ON_TIME)
                .counters();

        assertThat(counters.securityVersions()).isEmpty();
        assertThat(counters.bootCount()).isEqualTo(1);
    }

    /** Returns the usual reference values and one more. */
    private static ReferenceValues with(ReferenceValue more) {
        List<ReferenceValue> values = TestImages.all();
        values.add(more);
        return ReferenceValues.of(values, List.of());
    }

    /** Appraises evidence and decides by the shipped policy. */
    private static Conclusion conclude(Evidence evidence, ReferenceValues references, AttestedCounters history) {
        return Conclusion.of(
                Appraiser.appraise(evidence, references, history, GrantedCapabilities.NONE, ON_TIME),
                POLICY,
                new OsFeedRevision("MT3620AN", "Retail", null, 1),
                Instant.EPOCH);
    }
}
