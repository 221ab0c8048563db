package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.fleet.DeviceRows;
import dev.holdfast.backend.platform.problem.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a device list is ordered by: {@code <key>} or {@code -<key>} for the other way round. The device ID, upwards, decides between
 * equals, so that every device has one place; what has no value comes last.
 *
 * @param key what
 * @param descending whether the largest comes first
 */
record DeviceOrder(Key key, boolean descending) {
    /** What can be ordered by. */
    enum Key {
        ID("id", "''", "text"),
        NAME("name", "lower(d.name)", "text"),
        PRODUCT("product", "lower(p.name)", "text"),
        GROUP("group", "lower(g.name)", "text"),
        // Those that need someone first.
        TRUST("trust", "array_position(array['UNTRUSTED', 'OUTDATED', 'UNKNOWN', 'TRUSTED'], d.trust)", "int"),
        TRUST_SINCE("trustSince", "d.trust_since", "timestamptz"),
        UPDATE(
                "update",
                "array_position(array['FAILED', 'PENDING', 'INSTALLED', 'ATTESTED', 'NONE'], " + DeviceRows.UPDATE_STATE
                        + ")",
                "int"),
        LAST_SEEN("lastSeen", "d.last_seen", "timestamptz"),
        // What nobody asks for by its name: LAST_SEEN where there are very many.
        SEEN_HOUR("", "to_char(d.seen_hour at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')", "text"),
        LAST_ATTESTATION("lastAttestation", "d.last_attestation", "timestamptz"),
        CERTIFICATE_EXPIRES("certificateExpires", "d.certificate_expires", "timestamptz"),
        OS_VERSION("osVersion", "d.os_version", "text"),
        CLAIMED_AT("claimedAt", "d.claimed_at", "timestamptz");

        private final String text;
        private final String expression;
        private final String type;

        Key(String text, String expression, String type) {
            this.text = text;
            this.expression = expression;
            this.type = type;
        }
    }

    /** Trusts in the order of {@link Key#TRUST}. */
    static final List<String> TRUSTS = List.of("UNTRUSTED", "OUTDATED", "UNKNOWN", "TRUSTED");

    /** Reads what a caller asks for. */
    static DeviceOrder parse(String wanted) {
        boolean descending = wanted.startsWith("-");
        String key = descending ? wanted.substring(1) : wanted;
        return Arrays.stream(Key.values())
                .filter(one -> !one.text.isEmpty() && one.text.equals(key))
                .findFirst()
                .map(one -> new DeviceOrder(one, descending))
                .orElseThrow(() -> ProblemException.invalid("sort", "is one of " + keys() + ", with or without '-'"));
    }

    String text() {
        return (descending ? "-" : "") + key.text;
    }

    /** Returns what is ordered by; never null. */
    String expression() {
        return key.type.equals("timestamptz")
                ? "coalesce(" + key.expression + ", '" + (descending ? "-" : "") + "infinity')"
                : key.expression;
    }

    /** Returns an ORDER BY. */
    String orderBy() {
        String way = descending ? " desc" : "";
        return key == Key.ID ? " order by d.device_id" + way : " order by " + expression() + way + ", d.device_id";
    }

    /** Adds the condition of what comes behind a place. */
    void behind(Condition condition, PageCursor place) {
        String way = descending ? " < " : " > ";
        if (key == Key.ID) {
            condition.sql(" and d.device_id" + way).value(place.device(), "bytea");
            return;
        }
        condition.sql(" and (" + expression() + way);
        key(condition, place);
        condition.sql(" or (" + expression() + " = ");
        key(condition, place);
        condition.sql(" and d.device_id > ").value(place.device(), "bytea").sql("))");
    }

    private void key(Condition condition, PageCursor place) {
        condition.sql("(").value(place.key(), "text").sql(")::" + key.type);
    }

    private static String keys() {
        return Arrays.stream(Key.values())
                .map(key -> key.text)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }
}
