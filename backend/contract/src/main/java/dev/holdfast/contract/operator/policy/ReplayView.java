package dev.holdfast.contract.operator.policy;

import dev.holdfast.contract.operator.attestation.PolicyRef;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Replay of stored evidence. The backend appraises the evidence with the current reference values. Then the candidate policy and the
 * active policy decide on the result.
 *
 * @param id GUID of the replay
 * @param policy key of the policy
 * @param version candidate version; 0 for the removal of the policy
 * @param state state of the replay
 * @param startedBy user who started the replay
 * @param startedAt time of the start
 * @param finishedAt time of the end; null while running
 * @param from start of the evidence period. At most the newest {@value #MAX_EVIDENCE_PER_DEVICE} pieces of evidence of each device count
 * @param comparedWith policy that applied to these devices at the start of the replay; always one
 * @param referenceRevision revision of the catalog's reference values, which increases with each change
 * @param devicesTotal number of devices in scope, without those for which a nearer scope has an active policy
 * @param devicesDone number of processed devices
 * @param evidenceCount number of replayed pieces of evidence
 * @param devicesChanged number of devices with at least one different decision
 * @param devicesWithoutEvidence number of devices without stored evidence in the period, which the report does not
 *     cover
 * @param evidenceUnreadable number of pieces of stored evidence that could not be appraised again
 * @param groups counts by device group, groups with changes first, without empty groups
 * @param usable whether an activation can refer to this replay now
 * @param unusable why the replay is unusable and what to do, in sentences; null when usable
 */
public record ReplayView(
        UUID id,
        String policy,
        int version,
        ReplayState state,
        String startedBy,
        Instant startedAt,
        @Nullable Instant finishedAt,
        Instant from,
        List<PolicyRef> comparedWith,
        long referenceRevision,
        long devicesTotal,
        long devicesDone,
        long evidenceCount,
        long devicesChanged,
        long devicesWithoutEvidence,
        long evidenceUnreadable,
        List<ReplayGroup> groups,
        boolean usable,
        @Nullable String unusable) {
    /**
     * Maximum number of replayed pieces of evidence of a device, newest first; differences in older evidence are not
     * found.
     */
    public static final int MAX_EVIDENCE_PER_DEVICE = 64;
}
