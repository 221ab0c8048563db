package dev.holdfast.contract.tlog;

/**
 * A difference between a log and its signed checkpoints.
 *
 * @param kind kind of the difference
 * @param first sequence number of the first affected entry, from 1; 0 for none
 * @param last sequence number of the last affected entry; 0 for none
 * @param sentence description for users
 */
public record LogFinding(Kind kind, long first, long last, String sentence) {
    /** Kind of a difference. */
    public enum Kind {
        /** The entry differs from the signed one. */
        CHANGED,
        /** The entry is missing, but later ones exist. */
        MISSING,
        /** The end of the log is missing. */
        TRUNCATED,
        /** The entry is in the wrong position. */
        MISPLACED,
        /** Entries were changed and the hashes of the tree were recomputed or removed. */
        REWRITTEN,
        /** The key did not sign a checkpoint. */
        FORGED
    }
}
