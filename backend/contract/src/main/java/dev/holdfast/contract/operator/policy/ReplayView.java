package dev.holdfast.contract.operator.policy;

import dev.holdfast.contract.operator.attestation.PolicyRef;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A replay: stored evidence, appraised again with today's reference values, decided by a candidate and by what decides now.
 *
 * @param id its GUID
 * @param policy the key of the policy
 * @param version the candidate; 0 for what would apply if the policy were taken away
 * @param state how far it has come
 * @param startedBy who started it
 * @param startedAt when
 * @param finishedAt when it ended; null while it runs
 * @param from evidence since then was looked at, of each device at most the newest {@value #MAX_EVIDENCES} pieces
 * @param comparedWith what decides now for the devices that it is about
 * @param referenceRevision which state of the reference values it was appraised against
 * @param devicesInAll devices that the candidate would apply to
 * @param devicesDone of which have been looked at
 * @param evidences pieces of evidence looked at
 * @param devicesChanged devices of which at least one piece of evidence would have been decided otherwise
 * @param devicesWithoutEvidence devices that stored none in that time: the report says nothing about them
 * @param evidencesUnreadable pieces of stored evidence that could not be appraised again
 * @param groups counts by device group, those with changes first; only groups with devices
 * @param usable whether an activation may refer to it now
 * @param unusable why not, in sentences that say what to do; null when it is usable
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
        long devicesInAll,
        long devicesDone,
        long evidences,
        long devicesChanged,
        long devicesWithoutEvidence,
        long evidencesUnreadable,
        List<ReplayGroup> groups,
        boolean usable,
        @Nullable String unusable) {
    /** Of each device so many pieces of evidence are looked at, the newest ones; older differences are not seen. */
    public static final int MAX_EVIDENCES = 64;
}
