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
        /** An entry differs from the signed entry. */
        CHANGED,
        /** Entries are missing, but later ones exist. */
        MISSING,
        /** The end of the log is missing. */
        TRUNCATED,
        /** An entry is in the wrong position. */
        MISPLACED,
        /** Entries were changed and the hashes of the tree were recomputed or removed. */
        REWRITTEN,
        /** A checkpoint has no valid signature of the log's key. */
        FORGED
    }
}
