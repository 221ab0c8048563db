package dev.holdfast.backend.attestation.subject;

import dev.holdfast.backend.attestation.appraisal.GrantedCapabilities;
import dev.holdfast.backend.attestation.appraisal.LastKnown;
import dev.holdfast.backend.attestation.policy.AppliedPolicy;
import dev.holdfast.backend.attestation.reference.OsSource;
import dev.holdfast.backend.attestation.anomaly.Inspection;
import dev.holdfast.backend.attestation.anomaly.Trace;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What Holdfast knows of an endorsed device when it comes to attest.
 *
 * @param admissionState whether it may attest
 * @param history what it has attested before
 * @param granted the capabilities that its catalog issued it and that count
 * @param referenceRevision which state of the catalog's reference values holds
 * @param feed where its operating system comes from, and which state of that holds
 * @param policy what decides about the device
 * @param targetManifest version of the manifest set that its group should have; 0 when nothing is deployed
 * @param lastAttestation when it last attested; null when never
 * @param trace what to hold its next attestation against, beside the counters
 * @param targetDigests what those images of that set measure as that a boot chain measures
 */
public record Subject(
        AdmissionState admissionState,
        LastKnown history,
        GrantedCapabilities granted,
        long referenceRevision,
        OsSource feed,
        AppliedPolicy policy,
        long targetManifest,
        @Nullable Instant lastAttestation,
        Trace trace,
        Set<Digest> targetDigests) {

    /** Returns what to hold its next attestation against. */
    public Inspection.Before before() {
        return new Inspection.Before(lastAttestation, history, trace);
    }

    /** Returns whether something that can be measured is deployed to the device's group, and all of it was. */
    public boolean runsTarget(List<Measurement> measurements) {
        return !targetDigests.isEmpty()
                && measurements.stream()
                        .map(Measurement::digest)
                        .collect(Collectors.toSet())
                        .containsAll(targetDigests);
    }
}
