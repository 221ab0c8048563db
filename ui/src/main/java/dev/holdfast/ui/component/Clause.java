package dev.holdfast.ui.component;

/** Words that stand inside of a sentence here and begin one there. */
public final class Clause {
    private Clause() {}

    /** Writes {@code trust went back} as {@code Trust went back}. */
    public static String start(String clause) {
        return clause.isEmpty() ? clause : Character.toUpperCase(clause.charAt(0)) + clause.substring(1);
    }

    /** Writes {@code trust went back} as {@code Trust went back.}; a full stop that is there already stays alone. */
    public static String sentence(String clause) {
        String begun = start(clause);
        return begun.isEmpty() || begun.endsWith(".") ? begun : begun + ".";
    }
}
