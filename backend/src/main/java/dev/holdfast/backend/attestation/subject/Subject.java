package dev.holdfast.backend.attestation.subject;

import dev.holdfast.backend.attestation.anomaly.BootTrace;
import dev.holdfast.backend.attestation.anomaly.Inspection;
import dev.holdfast.backend.attestation.appraisal.AttestedCounters;
import dev.holdfast.backend.attestation.appraisal.GrantedCapabilities;
import dev.holdfast.backend.attestation.policy.AppliedPolicy;
import dev.holdfast.backend.attestation.reference.OsFeedRevision;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Stored state of an endorsed device that attests.
 *
 * @param history highest counters that it attested
 * @param granted capabilities that its catalog issued and did not revoke, with their expiry
 * @param referenceRevision revision of the catalog's reference values
 * @param feed OS feed of the device and its revision
 * @param policy policy of the nearest scope, or the shipped one
 * @param group its device group; null if it is not claimed
 * @param targetManifest version of the manifest set deployed to its group; 0 if none
 * @param lastAttestation null if it never attested
 * @param behindSince time of its first attestation without the target of its group; null if its last attestation had the target or was
 *     untrusted, or if there is no target
 * @param behindExplained whether the device reported that the update to the target failed, or reported an update event of its application,
 *     or its group holds all updates
 *     after {@code behindSince}, such as a deferral; false if that is null
 * @param recentAttestations number of attestations in the current hour, for the rate limit
 * @param trace boots and networks of earlier attestations
 * @param requiresPostQuantum whether its group requires a post-quantum key exchange
 * @param targetDigests digests of the deployed images that a boot chain measures
 */
public record Subject(
        AdmissionState admissionState,
        AttestedCounters history,
        GrantedCapabilities granted,
        long referenceRevision,
        OsFeedRevision feed,
        AppliedPolicy policy,
        @Nullable UUID group,
        long targetManifest,
        @Nullable Instant lastAttestation,
        @Nullable Instant behindSince,
        boolean behindExplained,
        int recentAttestations,
        BootTrace trace,
        boolean requiresPostQuantum,
        Set<Digest> targetDigests) {
    /** Longest time between two attestations of a running device. Usually it attests after half of the lifetime of its certificates. */
    private static final Duration MAX_PAUSE = Duration.ofHours(24);
    /** Part of a longer pause that counts as time behind the target. */
    private static final Duration COUNTED_PAUSE = Duration.ofHours(12);

    public Inspection.PreviousAttestation earlier() {
        return new Inspection.PreviousAttestation(lastAttestation, history, trace);
    }

    /** Returns whether all deployed images that can be measured were measured; false if there are none. */
    public boolean runsTarget(List<Measurement> measurements) {
        return !targetDigests.isEmpty()
                && measurements.stream()
                        .map(Measurement::digest)
                        .collect(Collectors.toSet())
                        .containsAll(targetDigests);
    }

    /**
     * Returns the time from which the device has attested without its target. The time restarts after a reported reason. A pause of more
     * than a day moves it, so that only 12 hours of the pause count. Null if the device attests its target or has none.
     */
    public @Nullable Instant behindSince(List<Measurement> measurements, Instant now) {
        if (targetDigests.isEmpty() || runsTarget(measurements)) {
            return null;
        }
        if (behindSince == null || behindExplained || lastAttestation == null) {
            return now;
        }
        Duration pause = Duration.between(lastAttestation, now);
        // A device that was off had no time to install. But a stolen gateway could let a device attest every 25 hours.
        return pause.compareTo(MAX_PAUSE) > 0 ? behindSince.plus(pause).minus(COUNTED_PAUSE) : behindSince;
    }
}
