package dev.holdfast.contract.operator.audit;

import dev.holdfast.contract.id.Digest;
import java.util.List;

/**
 * Proof that the audit log has only grown (RFC 9162 §2.1.4): that what an earlier checkpoint signed is the beginning of what the newest one
 * signs. Whoever kept the earlier one needs nothing else to see it.
 *
 * @param from how many entries the earlier checkpoint covers
 * @param size how many the newest one covers
 * @param hashes of the proof, the one nearest to the leaves first; none when both cover the same
 * @param checkpoint the newest one, a signed note
 */
public record AuditConsistency(long from, long size, List<Digest> hashes, String checkpoint) {
    /** Copies the list. */
    public AuditConsistency {
        hashes = List.copyOf(hashes);
    }
}
