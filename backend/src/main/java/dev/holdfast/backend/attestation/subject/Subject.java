package dev.holdfast.backend.attestation.subject;

import dev.holdfast.backend.attestation.anomaly.BootTrace;
import dev.holdfast.backend.attestation.anomaly.Inspection;
import dev.holdfast.backend.attestation.appraisal.AttestedCounters;
import dev.holdfast.backend.attestation.appraisal.GrantedCapabilities;
import dev.holdfast.backend.attestation.policy.AppliedPolicy;
import dev.holdfast.backend.attestation.reference.OsFeedRevision;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.device.Trust;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stored state of an endorsed device that attests.
 *
 * @param history highest counters that it attested
 * @param granted capabilities that its catalog issued and did not revoke, with their expiry
 * @param referenceRevision revision of the catalog's reference values
 * @param feed OS feed of the device and its revision, without the release that the device is offered
 * @param policy policy of the nearest scope, or the shipped one
 * @param group its device group; null if it is not claimed
 * @param lastAttestation null if it never attested
 * @param behindSince time of its first attestation without its target; null if its last attestation had the target or was untrusted, or if
 *     there is no target
 * @param behindExplained whether the device reported that the update to the target failed, or, after {@code behindSince}, an update event of
 *     its application, such as a deferral; or whether its group holds all updates, its update policy holds this one, or it is pinned. False
 *     if {@code behindSince} is null
 * @param recentAttestations number of attestations in the current hour, for the rate limit
 * @param trace boots and networks of earlier attestations
 * @param requiresPostQuantum whether its group requires a post-quantum key exchange
 * @param targets images that it should run, and others that count
 */
public record Subject(
        AdmissionState admissionState,
        AttestedCounters history,
        GrantedCapabilities granted,
        long referenceRevision,
        OsFeedRevision feed,
        AppliedPolicy policy,
        @Nullable UUID group,
        @Nullable Instant lastAttestation,
        @Nullable Instant behindSince,
        boolean behindExplained,
        int recentAttestations,
        BootTrace trace,
        boolean requiresPostQuantum,
        Targets targets) {
    /** Longest time between two attestations of a running device. Usually it attests after half of the lifetime of its certificates. */
    private static final Duration MAX_PAUSE = Duration.ofHours(24);
    /** Part of a longer pause that counts as time behind the target. */
    private static final Duration COUNTED_PAUSE = Duration.ofHours(12);

    public Inspection.PreviousAttestation earlier() {
        return new Inspection.PreviousAttestation(lastAttestation, history, trace);
    }

    /** Returns what an attestation tells about the device's update. */
    public UpdateProgress progress(Evidence evidence, Trust trust, Instant now) {
        Set<Digest> measured = Targets.measured(evidence);
        TargetImages target = targets.target(evidence);
        boolean runsTarget = target.areIn(measured);
        OpenRollout rollout = targets.rollout();
        // An untrusted device needs attention anyway, so its missing update is not tracked.
        boolean isBehind = !runsTarget && !target.digests().isEmpty() && trust != Trust.UNTRUSTED;
        return new UpdateProgress(
                target.version(),
                runsTarget,
                isBehind ? behindSince(now) : null,
                rollout == null ? null : rollout.id(),
                rollout != null && rollout.isDone(targets.current(), measured));
    }

    /**
     * Returns the time from which a device without its target has attested without it. The time restarts after a reported reason. A pause of
     * more than a day moves it, so that only 12 hours of the pause count.
     */
    private Instant behindSince(Instant now) {
        if (behindSince == null || behindExplained || lastAttestation == null) {
            return now;
        }
        Duration pause = Duration.between(lastAttestation, now);
        // A device that was off had no time to install. But a stolen gateway could let a device attest every 25 hours.
        return pause.compareTo(MAX_PAUSE) > 0 ? behindSince.plus(pause).minus(COUNTED_PAUSE) : behindSince;
    }
}
