package dev.holdfast.contract.operator.audit;

import dev.holdfast.contract.id.Digest;
import java.util.List;

/**
 * Proof that an entry is in the audit log (RFC 9162 §2.1.3): the leaf's hash, led up the path, gives the checkpoint's root.
 *
 * @param entry the entry
 * @param leaf the line that was hashed, in UTF-8
 * @param index the leaf's place, from 0
 * @param path hashes, the one nearest to the leaf first
 * @param checkpoint a signed note that covers the entry
 */
public record AuditProof(AuditEntryView entry, String leaf, long index, List<Digest> path, String checkpoint) {
    /** Copies the list. */
    public AuditProof {
        path = List.copyOf(path);
    }
}
