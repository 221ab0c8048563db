package dev.holdfast.ui.shell;

import java.util.Collection;

/**
 * The order of a list.
 *
 * @param key its name in the operator API
 * @param descending whether the largest value comes first
 */
public record ListSort(String key, boolean descending) {
    /** The name of the parameter in addresses. */
    public static final String NAME = "sort";

    /** The default order of the operator API. */
    public static final ListSort NONE = new ListSort("", false);

    private static final String DESCENDING = "-";

    /** Reads {@code key} or {@code -key}; returns {@code standard} for an unknown key. */
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
