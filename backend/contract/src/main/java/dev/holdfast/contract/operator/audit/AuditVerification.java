package dev.holdfast.contract.operator.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Result of verifying the audit log against its checkpoints.
 *
 * @param intact whether every sealed entry matches its signed leaf and none is missing
 * @param entries number of entries
 * @param sealed number of entries that the newest checkpoint covers; new entries are sealed within seconds
 * @param sealedAt time of the newest checkpoint; null before the first
 * @param root root hash of the newest checkpoint, 64 hex digits; null before the first
 * @param checkpoints number of checkpoints that were compared with the entries
 * @param findings problems, one sentence each, at most 100
 * @param totalFindings number of problems, listed or not
 */
public record AuditVerification(
        boolean intact,
        long entries,
        long sealed,
        @Nullable Instant sealedAt,
        @Nullable String root,
        int checkpoints,
        List<String> findings,
        long totalFindings) {
    /** Copies the list. */
    public AuditVerification {
        findings = List.copyOf(findings);
    }
}
