package dev.holdfast.ui.component;

/** Turns a clause into the beginning of a sentence or a whole one. */
public final class Clause {
    private Clause() {}

    /** Writes {@code trust went back} as {@code Trust went back}. */
    public static String start(String clause) {
        return clause.isEmpty() ? clause : Character.toUpperCase(clause.charAt(0)) + clause.substring(1);
    }

    /** Writes {@code trust went back} as {@code Trust went back.}, without a second full stop. */
    public static String sentence(String clause) {
        String begun = start(clause);
        return begun.isEmpty() || begun.endsWith(".") ? begun : begun + ".";
    }
}
