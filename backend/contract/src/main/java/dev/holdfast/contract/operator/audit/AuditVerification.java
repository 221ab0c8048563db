package dev.holdfast.contract.operator.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verification of a whole audit log found.
 *
 * @param intact whether every sealed entry is what was signed, at its place, and none is missing
 * @param entries how many entries there are
 * @param sealed how many of them the newest checkpoint covers; entries are sealed within seconds
 * @param sealedAt when the newest checkpoint was signed; null when there is none
 * @param root the tree's root in that checkpoint, 64 hex digits; null when there is none
 * @param checkpoints how many checkpoints the entries were held against
 * @param findings what is wrong, a sentence each, 100 at most
 * @param findingsInAll how many findings there were
 */
public record AuditVerification(
        boolean intact,
        long entries,
        long sealed,
        @Nullable Instant sealedAt,
        @Nullable String root,
        int checkpoints,
        List<String> findings,
        long findingsInAll) {
    /** Copies the list. */
    public AuditVerification {
        findings = List.copyOf(findings);
    }
}
