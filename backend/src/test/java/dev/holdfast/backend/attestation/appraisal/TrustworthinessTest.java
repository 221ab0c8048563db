package dev.holdfast.backend.attestation.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.attestation.reference.ReferenceValues;
import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.EvidenceKind;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.format.TrustworthinessVector;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.policy.Effect;
import dev.holdfast.policy.Hit;
import dev.holdfast.policy.Rule;
import dev.holdfast.policy.Severity;
import dev.holdfast.policy.ShippedPolicies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustworthinessTest {
    private static final AttestationPolicy POLICY =
            new AttestationPolicy(ShippedPolicies.compile("attestation/default"));
    private static final TrustworthinessVector GOOD = new TrustworthinessVector(2, 2, 3, 2, 2, 0, 0, 0);
    private static final TestChip CHIP = new TestChip();

    @ParameterizedTest
    @CsvSource({
        "OneBl, 4",
        "PlutonRuntime, 4",
        "SecurityMonitor, 4",
        "NormalWorldLoader, 2",
        "NormalWorldKernel, 2",
        "RootFs, 3",
        "Services, 2",
        "Applications, 2",
    })
    void an_altered_image_concerns_one_side_of_the_device(String type, int label) {
        List<Measurement> measurements = new ArrayList<>(TestImages.measured(TestImages.all()));
        measurements.replaceAll(good -> good.type().apiName().equals(type)
                ? new Measurement(
                        good.type(), good.component(), good.image(), Digest.sha256(new byte[0]), good.securityVersion())
                : good);

        assertOnly(label, 96, vector(evidence(measurements, DebugState.DISABLED_PERMANENTLY, 1, Set.of())));
    }

    @ParameterizedTest
    @CsvSource({"ENABLED, 1, 0, 5", "DISABLED_PERMANENTLY, 0, 0, 0", "DISABLED_PERMANENTLY, 1, 11, 1"})
    void debugging_a_counter_that_went_back_and_a_capability_each_concern_one_side(
            DebugState debug, long boots, int capability, int label) {
        Set<Integer> capabilities = capability == 0 ? Set.of() : Set.of(capability);

        assertOnly(label, 96, vector(evidence(TestImages.measured(TestImages.all()), debug, boots, capabilities)));
    }

    @Test
    void a_device_without_findings_is_affirmed_where_evidence_speaks_of_it() {
        assertThat(vector(
                        evidence(TestImages.measured(TestImages.all()), DebugState.DISABLED_PERMANENTLY, 1, Set.of())))
                .isEqualTo(GOOD);
    }

    @Property(tries = 200)
    void no_claim_is_worse_than_the_worst_finding_and_none_is_better(
            @ForAll("effects") Effect effect, @ForAll @IntRange(max = 3) int about) {
        String subject = List.of("NormalWorldKernel", "RootFs", "device", "a name that a policy made up")
                .get(about);
        Rule rule = new Rule("rule", null, "true", Severity.WARNING, effect, "Reason.", "Remedy.");

        TrustworthinessVector vector = Trustworthiness.of(List.of(new Hit(rule, subject, "Reason.")));

        ToIntFunction<TrustworthinessVector> worst =
                it -> it.claims().stream().mapToInt(claim -> claim).max().orElseThrow();
        assertThat(worst.applyAsInt(vector))
                .isEqualTo(
                        switch (effect) {
                            case CERTIFICATE -> 3;
                            case REPAIR_ONLY -> 32;
                            default -> 96;
                        });
    }

    @Provide
    static Arbitrary<Effect> effects() {
        return Arbitraries.of(Effect.CERTIFICATE, Effect.REPAIR_ONLY, Effect.REFUSE);
    }

    private static void assertOnly(int label, int claim, TrustworthinessVector vector) {
        List<Integer> expected = new ArrayList<>(GOOD.claims());
        expected.set(label, claim);
        assertThat(vector.claims()).isEqualTo(expected);
    }

    private static TrustworthinessVector vector(Evidence evidence) {
        LastKnown history = new LastKnown(1, 0, Map.of());
        Appraisal appraisal = Appraiser.appraise(evidence, ReferenceValues.of(TestImages.all()), history);
        return Conclusion.of(POLICY.decide(appraisal), POLICY, Instant.EPOCH).vector();
    }

    private static Evidence evidence(
            List<Measurement> measurements, DebugState debug, long boots, Set<Integer> capabilities) {
        return new Evidence(
                EvidenceKind.PLUTON,
                CHIP.device(),
                Nonce.of(new byte[Nonce.LENGTH]),
                boots,
                debug,
                ManufacturingState.DEVICE_COMPLETE,
                1,
                capabilities,
                measurements,
                Collections.nCopies(measurements.size(), 0L),
                CHIP.generalKey(),
                CHIP.generalKey());
    }
}
