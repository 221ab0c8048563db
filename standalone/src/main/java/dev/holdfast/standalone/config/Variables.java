package dev.holdfast.standalone.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Names unknown settings, with the most similar known one. */
final class Variables {
    static final String PREFIX = "HOLDFAST_";

    /** Variables besides those of the settings. The last one selects an installation for the end-to-end tests. */
    private static final Set<String> OTHERS = Set.of("HOLDFAST_HOME", "HOLDFAST_CACHE", "HOLDFAST_E2E_HOME");

    /** Number of characters to change that still count as a spelling mistake. */
    private static final int SIMILAR = 3;

    private Variables() {}

    /**
     * Refuses environment variables of Holdfast that are not settings.
     *
     * @param environment names of all environment variables
     * @param keys known settings
     * @throws CannotContinue if a variable is unknown. The message names all of them.
     */
    static void check(Set<String> environment, Collection<String> keys) {
        Set<String> known = new TreeSet<>(OTHERS);
        keys.forEach(key -> known.add(Port.variable(key)));
        List<String> unknown = new ArrayList<>();
        for (String name : new TreeSet<>(environment)) {
            if (name.startsWith(PREFIX) && !known.contains(name)) {
                unknown.add("Unknown environment variable %s. %s".formatted(name, advice(name, known)));
            }
        }
        if (!unknown.isEmpty()) {
            throw new CannotContinue(String.join("\n", unknown));
        }
    }

    /** Returns what to do about an unknown name. */
    static String advice(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .filter(candidate -> distance(name, candidate) <= SIMILAR)
                .map("Did you mean %s?"::formatted)
                .orElse("Remove it. holdfast-defaults.properties lists all settings.");
    }

    /** Returns how many characters to add, remove or replace (Levenshtein distance). */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
