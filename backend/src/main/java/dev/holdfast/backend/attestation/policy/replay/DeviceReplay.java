package dev.holdfast.backend.attestation.policy.replay;

import dev.holdfast.backend.attestation.appraisal.Appraisal;
import dev.holdfast.backend.attestation.appraisal.Appraiser;
import dev.holdfast.backend.attestation.appraisal.AttestationPolicy;
import dev.holdfast.backend.attestation.appraisal.AttestedCounters;
import dev.holdfast.backend.attestation.appraisal.Conclusion;
import dev.holdfast.backend.attestation.appraisal.GrantedCapabilities;
import dev.holdfast.backend.attestation.appraisal.Timing;
import dev.holdfast.backend.attestation.challenge.Challenges;
import dev.holdfast.backend.attestation.reference.ReferenceValues;
import dev.holdfast.backend.attestation.subject.TargetImages;
import dev.holdfast.backend.attestation.subject.Targets;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.StoredEvidence;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.policy.Decision;
import dev.holdfast.policy.PolicyPair;
import dev.holdfast.policy.RuleHit;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Applies the active and the candidate policy to one device's stored evidence. Compares each piece of evidence with today's targets,
 * reference values and issued capabilities, and with the counters of earlier pieces. Not thread-safe, because it caches shared evidence.
 */
final class DeviceReplay {

    private final StoredEvidence reader = new StoredEvidence();
    private final PolicyPair policies;

    DeviceReplay(AttestationPolicy active, AttestationPolicy candidate) {
        this.policies = active.with(candidate);
    }

    /**
     * A piece of stored evidence.
     *
     * @param number increases with each attestation
     * @param at time of arrival
     * @param counts whether it is decided; false if it is older than the replay's period and only provides counters
     * @param token as received; its signature was verified then
     */
    record Stored(long number, Instant at, boolean counts, Blob token) {}

    /**
     * A difference between the two decisions.
     *
     * @param at time at which the evidence arrived
     * @param from trust by the active policy
     * @param to trust by the candidate
     * @param dropped whether the candidate is less strict; then {@code hit} is from the active policy, otherwise from the candidate
     * @param hit first hit that gave the stricter trust; null if no rule gave it, but the policy's default
     */
    record Difference(
            Instant at,
            Trust from,
            Trust to,
            boolean dropped,
            @Nullable RuleHit hit) {}

    /**
     * Result for a device.
     *
     * @param evidenceCount decided pieces
     * @param unreadable pieces of the period that cannot be read
     * @param changed pieces with a difference
     * @param trust trust that the active policy gives for the newest decided piece; unknown if there is none
     * @param newest the newest difference; null if there is none
     * @param onNewest whether that difference is in the newest piece
     */
    record Outcome(
            int evidenceCount,
            int unreadable,
            int changed,
            Trust trust,
            @Nullable Difference newest,
            boolean onNewest) {}

    /**
     * Replays a device.
     *
     * @param references reference values of a device with these images as target
     * @param targets images that it should run, and others that counted
     * @param granted capabilities issued to it
     */
    Outcome of(
            DeviceId device,
            List<Stored> oldestFirst,
            Function<TargetImages, ReferenceValues> references,
            Targets targets,
            GrantedCapabilities granted) {
        Set<Digest> accepted = targets.accepted();
        IdentityHashMap<TargetImages, ReferenceValues> values = new IdentityHashMap<>();
        AttestedCounters history = AttestedCounters.NONE;
        Instant last = null;
        int evidenceCount = 0;
        int unreadable = 0;
        int changed = 0;
        Trust trust = Trust.UNKNOWN;
        Difference newest = null;
        boolean onNewest = false;
        for (Stored stored : oldestFirst) {
            Evidence evidence = read(device, stored.token());
            if (evidence == null) {
                unreadable += stored.counts() ? 1 : 0;
                continue;
            }
            Timing timing = new Timing(Challenges.issuedAt(evidence.nonce()), stored.at(), last);
            ReferenceValues ofTarget = values.computeIfAbsent(
                    targets.target(evidence), target -> references.apply(target).forDevice(target.digests(), accepted));
            Appraisal appraisal = Appraiser.appraise(evidence, ofTarget, history, granted, timing);
            history = appraisal.counters();
            last = stored.at();
            if (stored.counts()) {
                PolicyPair.Decisions decisions = policies.decide(AttestationPolicy.facts(appraisal));
                Difference difference = difference(stored.at(), decisions.active(), decisions.candidate())
                        .orElse(null);
                evidenceCount++;
                trust = Conclusion.trust(decisions.active().effect());
                onNewest = difference != null;
                changed += onNewest ? 1 : 0;
                newest = onNewest ? difference : newest;
            }
        }
        return new Outcome(evidenceCount, unreadable, changed, trust, newest, onNewest);
    }

    private @Nullable Evidence read(DeviceId device, Blob token) {
        try {
            return reader.read(device, token.bytes());
        } catch (FormatException e) {
            return null;
        }
    }

    private static Optional<Difference> difference(Instant at, Decision active, Decision candidate) {
        if (active.effect() == candidate.effect()) {
            return Optional.empty();
        }
        boolean stricter = Conclusion.trust(candidate.effect()).compareTo(Conclusion.trust(active.effect())) > 0;
        Decision decisive = stricter ? candidate : active;
        RuleHit hit = decisive.hits().stream()
                .filter(decisiveHit -> decisiveHit.rule().effect() == decisive.effect())
                .findFirst()
                .orElse(null);
        return Optional.of(new Difference(
                at, Conclusion.trust(active.effect()), Conclusion.trust(candidate.effect()), !stricter, hit));
    }
}
