package dev.holdfast.contract.operator.audit;

import dev.holdfast.contract.id.Digest;
import java.util.List;

/**
 * Proof that the newest checkpoint extends an earlier one (RFC 9162 §2.1.4).
 *
 * @param from number of entries in the earlier checkpoint
 * @param size number of entries in the newest checkpoint
 * @param hashes hashes of the proof, the one nearest to the leaves first; empty when both checkpoints cover the same
 *     entries
 * @param checkpoint newest checkpoint, a signed note
 */
public record AuditConsistency(long from, long size, List<Digest> hashes, String checkpoint) {
    /** Copies the list. */
    public AuditConsistency {
        hashes = List.copyOf(hashes);
    }
}
