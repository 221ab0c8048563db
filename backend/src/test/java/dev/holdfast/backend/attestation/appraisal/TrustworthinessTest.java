package dev.holdfast.backend.attestation.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.attestation.reference.OsFeedRevision;
import dev.holdfast.backend.attestation.reference.ReferenceValues;
import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.EvidenceKind;
import dev.holdfast.contract.format.EvidencePurpose;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.format.TrustTier;
import dev.holdfast.contract.format.TrustworthinessVector;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.policy.Effect;
import dev.holdfast.policy.Kind;
import dev.holdfast.policy.PolicyException;
import dev.holdfast.policy.PolicySource;
import dev.holdfast.policy.Rule;
import dev.holdfast.policy.RuleHit;
import dev.holdfast.policy.Severity;
import dev.holdfast.policy.ShippedPolicies;
import dev.holdfast.policy.TrustClaim;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The eight trustworthiness claims about a device (AR4SI). The tests name a claim by its label: 0 instance identity, 1 configuration, 2
 * executables, 3 file system, 4 hardware, 5 runtime, 6 storage, 7 sources of data. Values: 2 and 3 affirm, 32 warns, 96 is contraindicated,
 * 0 asserts nothing.
 */
class TrustworthinessTest {
    private static final AttestationPolicy POLICY =
            new AttestationPolicy(ShippedPolicies.compile("attestation/default"));
    private static final OsFeedRevision SOURCE = new OsFeedRevision("MT3620AN", "Retail", null, 1);
    /** The claims about a device without findings, in the order of their labels. */
    private static final TrustworthinessVector GOOD = new TrustworthinessVector(2, 2, 3, 2, 2, 0, 0, 0);

    private static final TestChip CHIP = new TestChip();

    /** Image type and label of the claim. */
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
    void an_altered_image_affects_one_claim(String type, int label) {
        List<Measurement> measurements = new ArrayList<>(TestImages.measured(TestImages.all()));
        measurements.replaceAll(good -> good.type().apiName().equals(type)
                ? new Measurement(
                        good.type(), good.component(), good.image(), Digest.sha256(new byte[0]), good.securityVersion())
                : good);

        assertOnly(label, 96, vector(evidence(measurements, DebugState.DISABLED_PERMANENTLY, 1, Set.of())));
    }

    /** Debug state, boot counter (the last one was 1), capability (0 for none), and label of the claim. */
    @ParameterizedTest
    @CsvSource({"ENABLED, 1, 0, 5", "DISABLED_PERMANENTLY, 0, 0, 0", "DISABLED_PERMANENTLY, 1, 11, 1"})
    void enabled_debugging_a_counter_rollback_and_a_capability_each_affect_one_claim(
            DebugState debug, long boots, int capability, int label) {
        Set<Integer> capabilities = capability == 0 ? Set.of() : Set.of(capability);

        assertOnly(label, 96, vector(evidence(TestImages.measured(TestImages.all()), debug, boots, capabilities)));
    }

    @Test
    void claims_without_findings_are_affirmed_if_evidence_covers_them() {
        assertThat(vector(
                        evidence(TestImages.measured(TestImages.all()), DebugState.DISABLED_PERMANENTLY, 1, Set.of())))
                .isEqualTo(GOOD);
    }

    @Property(tries = 200)
    void a_finding_affects_only_its_own_claim(@ForAll("effects") Effect effect, @ForAll TrustClaim claim) {
        Rule rule = new Rule("rule", null, "true", Severity.WARNING, effect, "Reason.", "Remedy.");

        TrustworthinessVector vector =
                Trustworthiness.of(List.of(new RuleHit(rule, RuleHit.DEVICE, "Reason.", Set.of(claim))));

        int label = List.of(TrustClaim.values()).indexOf(claim);
        List<TrustTier> tiers = new ArrayList<>(tiers(GOOD));
        tiers.set(
                label,
                switch (effect) {
                    case CERTIFICATE -> tiers.get(label);
                    case REPAIR_ONLY -> TrustTier.WARNING;
                    default -> TrustTier.CONTRAINDICATED;
                });
        assertThat(tiers(vector)).isEqualTo(tiers);
    }

    /**
     * Custom rules with meaningless or misleading names: ID, list that the rule checks (empty for the device), condition, effect, label of
     * the claim.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "debug-1 | | evidence.bootCount < history.lastBootCount | refuse | 0",
                "identity | | evidence.debugState == 'ENABLED' | repair-only | 5",
                "clone-x | measurements | item.verdict == 'MISMATCH' | refuse | 3",
                "nonce | deviations | item.kind == 'FUSE_ROLLBACK' | refuse | 4",
                "a | deviations | item.kind == 'BOOT_COUNT_ROLLBACK' | repair-only | 0",
                "b | deviations | item.kind == 'DEBUG_ENABLED' | refuse | 5",
                "c | deviations | item.kind == 'CAPABILITY_ENABLED' | refuse | 1",
                "d | deviations | item.kind == 'MANUFACTURING_INCOMPLETE' | refuse | 1",
                "e | deviations | item.kind == 'COMPONENT_ROLLBACK' && item.type == 'RootFs' | refuse | 3",
                "f | deviations | item.kind == 'COMPONENT_BELOW_FUSE' | refuse | 4",
            })
    void custom_rules_affect_their_declared_claim(
            String id, @Nullable String forEach, String when, String effect, int label) throws PolicyException {
        String yaml = """
                title: Our own
                description: Ours.
                rules:
                  - id: %s
                %s
                    when: "%s"
                    severity: notice
                    effect: %s
                    reason: A.
                    remediation: B.
                """.formatted(id, forEach == null ? "" : "    forEach: " + forEach, when, effect);
        AttestationPolicy own =
                new AttestationPolicy(PolicySource.read(Kind.ATTESTATION, yaml).compile("attestation/catalog", 1));

        Conclusion conclusion = Conclusion.of(everythingWrong(), own, SOURCE, Instant.EPOCH);

        assertOnly(label, effect.equals("refuse") ? 96 : 32, conclusion.vector());
    }

    /**
     * Appraises a device that violates every condition of the table: debugging, a capability, rolled-back counters and fuses, an altered
     * file system.
     */
    private static Appraisal everythingWrong() {
        List<Measurement> measurements = new ArrayList<>(TestImages.measured(TestImages.all()));
        measurements.replaceAll(good -> good.type() == ImageType.ROOT_FS
                ? new Measurement(good.type(), good.component(), good.image(), Digest.sha256(new byte[0]), 1)
                : good);
        Map<ComponentId, Long> two =
                measurements.stream().collect(Collectors.toMap(Measurement::component, measurement -> 2L));
        Evidence evidence = new Evidence(
                EvidenceKind.PLUTON,
                CHIP.device(),
                EvidencePurpose.ATTEST,
                Nonce.of(new byte[Nonce.LENGTH]),
                1,
                DebugState.ENABLED,
                ManufacturingState.BLANK,
                1,
                Set.of(11),
                measurements,
                Collections.nCopies(measurements.size(), 3L),
                CHIP.generalKey(),
                CHIP.generalKey());
        Map<ComponentId, Long> four =
                measurements.stream().collect(Collectors.toMap(Measurement::component, measurement -> 4L));
        return Appraiser.appraise(
                evidence,
                ReferenceValues.of(TestImages.all(), List.of()),
                new AttestedCounters(9, 9, two, four),
                GrantedCapabilities.NONE,
                new Timing(Instant.EPOCH, Instant.EPOCH, null));
    }

    /** Returns the tier of each claim. */
    private static List<TrustTier> tiers(TrustworthinessVector vector) {
        return vector.claims().stream().map(TrustTier::ofClaim).toList();
    }

    @Provide
    static Arbitrary<Effect> effects() {
        return Arbitraries.of(Effect.CERTIFICATE, Effect.REPAIR_ONLY, Effect.REFUSE);
    }

    /** Asserts that only the claim {@code label} differs from {@link #GOOD}, with the value {@code value}. */
    private static void assertOnly(int label, int value, TrustworthinessVector vector) {
        List<Integer> expected = new ArrayList<>(GOOD.claims());
        expected.set(label, value);
        assertThat(vector.claims()).isEqualTo(expected);
    }

    /** Returns the claims that the shipped policy makes of evidence. The last boot counter was 1. */
    private static TrustworthinessVector vector(Evidence evidence) {
        AttestedCounters history = new AttestedCounters(1, 0, Map.of(), Map.of());
        Appraisal appraisal = Appraiser.appraise(
                evidence,
                ReferenceValues.of(TestImages.all(), List.of()),
                history,
                GrantedCapabilities.NONE,
                new Timing(Instant.EPOCH, Instant.EPOCH, null));
        return Conclusion.of(appraisal, POLICY, SOURCE, Instant.EPOCH).vector();
    }

    private static Evidence evidence(
            List<Measurement> measurements, DebugState debug, long boots, Set<Integer> capabilities) {
        return new Evidence(
                EvidenceKind.PLUTON,
                CHIP.device(),
                EvidencePurpose.ATTEST,
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
