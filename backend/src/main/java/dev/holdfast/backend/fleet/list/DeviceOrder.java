package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.platform.problem.ProblemException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Order of a device list: {@code <key>}, or {@code -<key>} for descending. The device ID, in the same direction, decides between equals.
 * Devices without a value come last in both directions.
 *
 * @param key what
 * @param descending whether the largest comes first
 */
record DeviceOrder(Key key, boolean descending) {
    /** Sort keys. */
    enum Key {
        ID("id"),
        NAME("name"),
        PRODUCT("product"),
        GROUP("group"),
        TRUST("trust"),
        TRUST_SINCE("trustSince"),
        UPDATE("update"),
        LAST_SEEN("lastSeen"),
        LAST_ATTESTATION("lastAttestation"),
        CERTIFICATE_EXPIRES("certificateExpires"),
        OS_VERSION("osVersion"),
        CLAIMED_AT("claimedAt");

        private final String text;

        Key(String text) {
            this.text = text;
        }
    }

    /** Trusts in the order of {@link Key#TRUST}: those that need attention first. */
    static final List<String> TRUSTS = List.of("UNTRUSTED", "OUTDATED", "UNKNOWN", "TRUSTED");

    /** States of updates in the order of {@link Key#UPDATE}. */
    static final List<String> UPDATES = List.of("failed", "pending", "installed", "attested", "none");

    /** Reads the {@code sort} parameter; null for the order of IDs. Fails with {@code invalid-request}. */
    static DeviceOrder parse(@Nullable String text) {
        String wanted = text == null ? Key.ID.text : text;
        boolean descending = wanted.startsWith("-");
        String key = descending ? wanted.substring(1) : wanted;
        return Arrays.stream(Key.values())
                .filter(one -> one.text.equals(key))
                .findFirst()
                .map(one -> new DeviceOrder(one, descending))
                .orElseThrow(() -> ProblemException.invalid(
                        "sort", "is one of " + String.join(", ", names()) + ", with or without '-'"));
    }

    String text() {
        return (descending ? "-" : "") + key.text;
    }

    /** Returns the sort keys by name. */
    static List<String> names() {
        return Arrays.stream(Key.values()).map(key -> key.text).toList();
    }
}
