package dev.holdfast.backend.attestation.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.attestation.challenge.Challenges;
import dev.holdfast.backend.attestation.reference.ReferenceValue;
import dev.holdfast.backend.attestation.reference.ReferenceValues;
import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.EvidenceFormat;
import dev.holdfast.contract.format.EvidenceKind;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.format.StoredEvidence;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.policy.RepeatedDecisions;
import dev.holdfast.policy.ShippedPolicies;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The short way of a replay, beside the long way of an attestation. */
class RepeatedAppraisalsTest {
    private static final int PIECES = 40;
    private static final ReferenceValue NEWER = TestImages.image(ImageType.APPLICATIONS, "app", 2);
    private static final List<Measurement> HEALTHY = TestImages.measured(TestImages.all());
    private static final AttestationPolicy SHIPPED =
            new AttestationPolicy(ShippedPolicies.compile("attestation/default"));
    private static final TestChip CHIP = new TestChip();

    @Property(tries = 60)
    void whatever_devices_store_comes_to_the_same_facts_counters_and_decisions_as_when_it_came(@ForAll Random random)
            throws FormatException {
        List<ReferenceValues> references =
                List.of(ReferenceValues.of(TestImages.all()), ReferenceValues.of(withNewer(TestImages.all())));
        StoredEvidence reader = new StoredEvidence();
        RepeatedAppraisals repeated = new RepeatedAppraisals();
        RepeatedDecisions decisions = SHIPPED.repeatedly();
        LastKnown history = LastKnown.NOTHING;
        Instant last = null;
        for (int i = 0; i < PIECES; i++) {
            if (random.nextInt(6) == 0) {
                // Another device.
                history = LastKnown.NOTHING;
                last = null;
            }
            byte[] token = CHIP.token(evidence(random)).bytes();
            ReferenceValues values = references.get(random.nextInt(2));
            Evidence asItCame = EvidenceFormat.verify(token);
            Timing timing = new Timing(
                    Challenges.issuedAt(asItCame.nonce()), Instant.ofEpochSecond(1_000L + random.nextInt(90)), last);

            GrantedCapabilities granted = random.nextBoolean()
                    ? GrantedCapabilities.NONE
                    : new GrantedCapabilities(Map.of(11, Instant.ofEpochSecond(1_000L + random.nextInt(90))));

            Appraisal once = Appraiser.appraise(asItCame, values, history, granted, timing);
            RepeatedAppraisals.Found found =
                    repeated.appraise(reader.read(CHIP.device(), token), values, history, granted, timing);

            assertThat(found.facts()).isEqualTo(AttestationPolicy.facts(once));
            assertThat(found.counters()).isEqualTo(once.counters());
            assertThat(decisions.decide(found.facts())).isEqualTo(SHIPPED.decide(once));
            history = found.counters();
            last = timing.receivedAt();
        }
    }

    private static Evidence evidence(Random random) {
        List<Measurement> measured = measured(random);
        byte[] nonce = new byte[Nonce.LENGTH];
        random.nextBytes(nonce);
        ByteBuffer.wrap(nonce).putInt(1_000 + random.nextInt(60));
        boolean psa = random.nextInt(4) == 0;
        return new Evidence(
                psa ? EvidenceKind.PSA : EvidenceKind.PLUTON,
                CHIP.device(),
                Nonce.of(nonce),
                random.nextInt(4) + (random.nextBoolean() ? 0 : 300),
                psa || random.nextBoolean() ? DebugState.DISABLED_PERMANENTLY : DebugState.DISABLED,
                psa || random.nextBoolean() ? ManufacturingState.DEVICE_COMPLETE : ManufacturingState.MODULE1_COMPLETE,
                random.nextInt(3),
                List.of(Set.<Integer>of(), Set.of(11), Set.of(11, 13)).get(random.nextInt(3)),
                measured,
                measured.stream()
                        .map(one -> random.nextInt(8) == 0 ? (long) random.nextInt(3) : 0L)
                        .toList(),
                CHIP.generalKey(),
                CHIP.generalKey());
    }

    private static List<Measurement> measured(Random random) {
        List<Measurement> measured = new ArrayList<>(HEALTHY);
        switch (random.nextInt(4)) {
            case 0 -> measured.set(measured.size() - 1, TestImages.measured(NEWER));
            case 1 -> measured.remove(random.nextInt(measured.size()));
            case 2 ->
                measured.add(
                        TestImages.measured(TestImages.image(ImageType.APPLICATIONS, "nobody's", random.nextInt(3))));
            default -> {
                // Healthy.
            }
        }
        return measured;
    }

    private static List<ReferenceValue> withNewer(List<ReferenceValue> values) {
        List<ReferenceValue> both = new ArrayList<>(values);
        both.add(NEWER);
        return both;
    }
}
