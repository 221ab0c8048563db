package dev.holdfast.contract.tlog;

/**
 * Something that is not as it was signed.
 *
 * @param kind what happened
 * @param first the first entry concerned, counted from 1
 * @param last the last one
 * @param sentence for people
 */
public record LogFinding(Kind kind, long first, long last, String sentence) {
    /** What happened to entries. */
    public enum Kind {
        /** It is not what was signed. */
        CHANGED,
        /** It is not there, though later ones are. */
        MISSING,
        /** The end of the log is not there. */
        TRUNCATED,
        /** It stands at another place. */
        MISPLACED,
        /** Entries were changed and the tree made anew over them. */
        REWRITTEN,
        /** A checkpoint is not signed by the key. */
        FORGED
    }
}
