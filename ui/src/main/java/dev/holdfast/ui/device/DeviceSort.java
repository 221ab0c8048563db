package dev.holdfast.ui.device;

import java.util.List;

/**
 * The order of the device list.
 *
 * @param key a column that the operator API can order by, one of {@link #KEYS}
 * @param descending whether the largest comes first
 */
public record DeviceSort(String key, boolean descending) {
    /** The columns that the operator API can order by. */
    public static final List<String> KEYS = List.of(
            "id",
            "product",
            "trust",
            "update",
            "osVersion",
            "lastSeen",
            "lastAttestation",
            "certificateExpires",
            "trustSince",
            "claimedAt");

    /** Those that need somebody first. */
    public static final DeviceSort DEFAULT = new DeviceSort("trust", false);

    private static final String DESCENDING = "-";

    /**
     * Checks the key.
     *
     * @throws IllegalArgumentException unless it is one of {@link #KEYS}
     */
    public DeviceSort {
        if (!KEYS.contains(key)) {
            throw new IllegalArgumentException("devices cannot be ordered by " + key);
        }
    }

    /** Reads {@code key} or {@code -key}; anything else is {@link #DEFAULT}. */
    public static DeviceSort parse(String text) {
        boolean descending = text.startsWith(DESCENDING);
        String key = descending ? text.substring(DESCENDING.length()) : text;
        return KEYS.contains(key) ? new DeviceSort(key, descending) : DEFAULT;
    }

    /** Writes {@code key} or {@code -key}. */
    public String text() {
        return descending ? DESCENDING + key : key;
    }
}
