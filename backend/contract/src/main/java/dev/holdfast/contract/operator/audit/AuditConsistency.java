package dev.holdfast.contract.operator.audit;

import dev.holdfast.contract.id.Digest;
import java.util.List;

/**
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
