package dev.holdfast.ui.shell;

import java.util.Collection;

/**
 * The order of a list.
 *
 * @param key what it is ordered by, as the operator API names it
 * @param descending whether the largest comes first
 */
public record ListSort(String key, boolean descending) {
    /** The name of the parameter in addresses. */
    public static final String NAME = "sort";

    public static final ListSort NONE = new ListSort("", false);

    private static final String DESCENDING = "-";

    /** Reads {@code key} or {@code -key}; returns {@code standard} for a key that is none of {@code keys}. */
    public static ListSort parse(String text, Collection<String> keys, ListSort standard) {
        boolean descending = text.startsWith(DESCENDING);
        String key = descending ? text.substring(DESCENDING.length()) : text;
        return keys.contains(key) ? new ListSort(key, descending) : standard;
    }

    public ListSort reversed() {
        return new ListSort(key, !descending);
    }

    /** Writes {@code key} or {@code -key}. */
    public String text() {
        return descending ? DESCENDING + key : key;
    }
}
