package dev.holdfast.backend.attestation.policy.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.attestation.appraisal.AttestationPolicy;
import dev.holdfast.backend.attestation.appraisal.GrantedCapabilities;
import dev.holdfast.backend.attestation.policy.PolicyOperations;
import dev.holdfast.backend.attestation.policy.replay.DeviceReplay.Difference;
import dev.holdfast.backend.attestation.policy.replay.DeviceReplay.Outcome;
import dev.holdfast.backend.attestation.policy.replay.DeviceReplay.Stored;
import dev.holdfast.backend.attestation.reference.ReferenceValue;
import dev.holdfast.backend.attestation.reference.ReferenceValues;
import dev.holdfast.backend.attestation.subject.OpenRollout;
import dev.holdfast.backend.attestation.subject.TargetImages;
import dev.holdfast.backend.attestation.subject.Targets;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.EvidenceKind;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.reference.ReferenceState;
import dev.holdfast.policy.Kind;
import dev.holdfast.policy.PolicyException;
import dev.holdfast.policy.PolicySource;
import dev.holdfast.policy.ShippedPolicies;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Replays of a device's stored evidence under the shipped policy and a candidate. */
class DeviceReplayTest {
    private static final ReferenceValues REFERENCES = ReferenceValues.of(TestImages.all(), List.of());
    /** Images of a device without a manifest set. */
    private static final Targets NO_TARGET = new Targets(new TargetImages(0, null, Set.of()), null, Set.of());

    private static final List<Measurement> HEALTHY = TestImages.measured(TestImages.all());

    private final TestChip chip = new TestChip();
    /** The evidence to replay, oldest first. */
    private final List<Stored> stored = new ArrayList<>();

    @Test
    void a_rule_that_fails_on_stored_evidence_is_named_as_the_difference() throws PolicyException {
        store(1, HEALTHY);

        // The evidence has no capabilities, so the index is invalid.
        Outcome outcome = replay(candidate("evidence.capabilities[0] == 13"));

        assertThat(outcome.changed()).isEqualTo(1);
        Difference difference = outcome.newest();
        assertThat(difference).isNotNull();
        assertThat(difference.from()).isEqualTo(Trust.TRUSTED);
        assertThat(difference.to()).isEqualTo(Trust.OUTDATED);
        assertThat(difference.hit()).isNotNull();
        assertThat(difference.hit().rule().id()).isEqualTo("too-young");
        assertThat(difference.hit().reason()).contains("could not be evaluated", "counts as a hit");
    }

    @Test
    void evidence_of_an_older_profile_is_unreadable() throws PolicyException {
        store(1, HEALTHY);
        stored.add(older(stored.getFirst()));

        Outcome outcome = replay(candidate("evidence.bootCount < 5"));

        assertThat(outcome.evidenceCount()).isEqualTo(1);
        assertThat(outcome.unreadable()).isEqualTo(1);
        assertThat(outcome.changed()).isEqualTo(1);
        assertThat(outcome.onNewest()).isTrue();
    }

    @Test
    void psa_evidence_is_replayed() throws PolicyException {
        Evidence psa = chip.psaEvidence(Nonce.of(new byte[Nonce.LENGTH]), HEALTHY);
        stored.add(new Stored(1, Instant.EPOCH, true, chip.token(psa)));

        Outcome outcome = replay(candidate("evidence.kind == 'PSA'"));

        assertThat(outcome.evidenceCount()).isEqualTo(1);
        assertThat(outcome.changed()).isEqualTo(1);
        assertThat(psa.kind()).isEqualTo(EvidenceKind.PSA);
    }

    @Test
    void older_evidence_only_provides_counters() throws PolicyException {
        store(7, HEALTHY);
        Stored first = stored.removeFirst();
        stored.add(new Stored(first.number(), first.at(), false, first.token()));
        store(8, HEALTHY);

        Outcome outcome = replay(candidate("history.lastBootCount == 7"));

        assertThat(outcome.evidenceCount()).isEqualTo(1);
        assertThat(outcome.changed()).isEqualTo(1);
    }

    @Test
    void a_boot_counter_that_went_back_is_found_in_a_replay() throws PolicyException {
        store(9, HEALTHY);
        store(3, HEALTHY);

        Outcome outcome = replay(candidate("false"));

        assertThat(outcome.trust()).isEqualTo(Trust.UNTRUSTED);
        assertThat(outcome.changed()).isEqualTo(1);
        assertThat(outcome.onNewest()).isTrue();
        assertThat(outcome.newest()).isNotNull();
        assertThat(outcome.newest().dropped()).isTrue();
    }

    @Test
    void a_rolled_back_image_differs_from_the_same_image_before() throws PolicyException {
        ReferenceValue newer = TestImages.image(ImageType.APPLICATIONS, "app", 2);
        List<ReferenceValue> both = new ArrayList<>(TestImages.all());
        both.add(newer);
        List<Measurement> updated = new ArrayList<>(HEALTHY);
        updated.set(updated.size() - 1, TestImages.measured(newer));
        store(1, HEALTHY);
        store(2, updated);
        store(3, HEALTHY);

        DeviceReplay replay = new DeviceReplay(shipped(), candidate("measurements.exists(m, m.rolledBack)"));
        Outcome outcome = replay.of(
                chip.device(), stored, _ -> ReferenceValues.of(both, List.of()), NO_TARGET, GrantedCapabilities.NONE);

        // The shipped policy refuses only the last evidence, with the rolled-back image. The candidate lets the device
        // update.
        assertThat(outcome.trust()).isEqualTo(Trust.UNTRUSTED);
        assertThat(outcome.changed()).isEqualTo(1);
        assertThat(outcome.onNewest()).isTrue();
    }

    @Test
    void tentative_values_count_only_where_they_are_deployed() throws PolicyException {
        ReferenceValue tentative =
                TestImages.image(ImageType.APPLICATIONS, "app", 2).state(ReferenceState.TENTATIVE);
        List<ReferenceValue> values = new ArrayList<>(TestImages.all());
        values.add(tentative);
        ReferenceValues references = ReferenceValues.of(values, List.of());
        List<Measurement> updated = new ArrayList<>(HEALTHY);
        updated.set(updated.size() - 1, TestImages.measured(tentative));
        store(1, updated);
        DeviceReplay replay = new DeviceReplay(shipped(), candidate("false"));

        TargetImages next = new TargetImages(8, null, Set.of(tentative.digest()));
        List<Targets> deployed = List.of(
                new Targets(next, null, Set.of()),
                new Targets(NO_TARGET.current(), new OpenRollout(UUID.randomUUID(), false, next), Set.of()),
                new Targets(NO_TARGET.current(), null, next.digests()));

        assertThat(trust(replay, references, NO_TARGET)).isEqualTo(Trust.UNTRUSTED);
        assertThat(deployed)
                .extracting(targets -> trust(replay, references, targets))
                .containsOnly(Trust.TRUSTED);
        assertThat(trust(replay, references, NO_TARGET)).isEqualTo(Trust.UNTRUSTED);
    }

    @Test
    void each_evidence_is_compared_with_the_release_of_the_set_that_the_device_ran() throws PolicyException {
        TargetImages current = new TargetImages(7, UUID.randomUUID(), Set.of(TestImages.APPLICATION.digest()));
        ReferenceValue newer = TestImages.image(ImageType.APPLICATIONS, "app", 2);
        TargetImages next = new TargetImages(8, UUID.randomUUID(), Set.of(newer.digest()));
        Targets halted = new Targets(current, new OpenRollout(UUID.randomUUID(), true, next), Set.of());
        List<Measurement> updated = new ArrayList<>(HEALTHY);
        updated.set(updated.size() - 1, TestImages.measured(newer));
        List<ReferenceValue> values = new ArrayList<>(TestImages.all());
        values.add(newer);
        store(1, HEALTHY);
        store(2, updated);
        List<TargetImages> compared = new ArrayList<>();

        Outcome outcome = new DeviceReplay(shipped(), candidate("measurements.exists(m, m.verdict == 'OUTDATED')"))
                .of(
                        chip.device(),
                        stored,
                        target -> {
                            compared.add(target);
                            return ReferenceValues.of(values, List.of());
                        },
                        halted,
                        GrantedCapabilities.NONE);

        assertThat(outcome.changed()).isZero();
        assertThat(compared).containsExactly(current, next);
    }

    private Trust trust(DeviceReplay replay, ReferenceValues references, Targets targets) {
        return replay.of(chip.device(), stored, _ -> references, targets, GrantedCapabilities.NONE)
                .trust();
    }

    /** Compares a candidate with the shipped policy. */
    private Outcome replay(AttestationPolicy candidate) {
        return new DeviceReplay(shipped(), candidate)
                .of(chip.device(), stored, _ -> REFERENCES, NO_TARGET, GrantedCapabilities.NONE);
    }

    /** Adds evidence with this boot counter, within the replay's period. */
    private void store(long boots, List<Measurement> measurements) {
        Evidence one = chip.evidence(Nonce.of(new byte[Nonce.LENGTH]), measurements);
        Evidence evidence = new Evidence(
                one.device(),
                one.nonce(),
                boots,
                one.debugState(),
                one.manufacturingState(),
                one.keystoreVersion(),
                one.capabilities(),
                measurements,
                one.customerKey(),
                one.updateKey());
        long number = stored.size() + 1L;
        stored.add(new Stored(number, Instant.EPOCH.plusSeconds(number), true, chip.token(evidence)));
    }

    /** Returns the same evidence in the previous version of the profile. */
    private static Stored older(Stored today) {
        byte[] token = today.token().bytes();
        byte[] profile = "pluton-evidence/3".getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at + profile.length <= token.length; at++) {
            if (Arrays.equals(token, at, at + profile.length, profile, 0, profile.length)) {
                token[at + profile.length - 1] = '1';
            }
        }
        return new Stored(today.number() + 1, today.at().plusSeconds(1), true, Blob.of(token));
    }

    private static AttestationPolicy shipped() {
        return new AttestationPolicy(ShippedPolicies.compile("attestation/default"));
    }

    /** Returns a policy with one rule. A device that it hits may only update. */
    private static AttestationPolicy candidate(String when) throws PolicyException {
        String text = PolicyOperations.atLeast(1).replace("when: evidence.bootCount < 1", "when: \"" + when + "\"");
        return new AttestationPolicy(PolicySource.read(Kind.ATTESTATION, text).compile("attestation/catalog", 1));
    }
}
