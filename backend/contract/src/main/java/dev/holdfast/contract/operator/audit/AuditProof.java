package dev.holdfast.contract.operator.audit;

import dev.holdfast.contract.id.Digest;
import java.util.List;

/**
 * Proof that a checkpoint covers an audit entry (RFC 9162 §2.1.3).
 *
 * @param entry audit entry
 * @param leaf text of the leaf, hashed as UTF-8
 * @param index index of the leaf, from 0
 * @param path hashes of the proof, the one nearest to the leaf first
 * @param checkpoint signed note that covers the entry
 */
public record AuditProof(AuditEntryView entry, String leaf, long index, List<Digest> path, String checkpoint) {
    /** Copies the list. */
    public AuditProof {
        path = List.copyOf(path);
    }
}
