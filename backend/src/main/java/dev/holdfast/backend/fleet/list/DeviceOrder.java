package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.fleet.DeviceRows;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.problem.ProblemException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
        ID("id", "''", Type.WORD),
        NAME("name", "lower(d.name)", Type.TEXT),
        PRODUCT("product", "lower(p.name)", Type.WORD),
        GROUP("group", "lower(g.name)", Type.WORD),
        // Those that need someone first.
        TRUST("trust", "array_position(array['UNTRUSTED', 'OUTDATED', 'UNKNOWN', 'TRUSTED'], d.trust)", Type.RANK),
        TRUST_SINCE("trustSince", "d.trust_since", Type.TIME),
        UPDATE(
                "update",
                "array_position(array['FAILED', 'PENDING', 'INSTALLED', 'ATTESTED', 'NONE'], " + DeviceRows.UPDATE_STATE
                        + ")",
                Type.RANK),
        LAST_SEEN("lastSeen", "d.last_seen", Type.TIME),
        LAST_ATTESTATION("lastAttestation", "d.last_attestation", Type.TIME),
        CERTIFICATE_EXPIRES("certificateExpires", "d.certificate_expires", Type.TIME),
        OS_VERSION("osVersion", "d.os_version", Type.TEXT),
        CLAIMED_AT("claimedAt", "d.claimed_at", Type.TIME),
        // What nobody asks for by its name: LAST_SEEN and CERTIFICATE_EXPIRES where there are very many.
        SEEN_HOUR("", "to_char(d.seen_hour at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')", Type.WORD),
        CERTIFICATE_DUE(
                "",
                "case when d.trust = 'TRUSTED' and d.certificate_expires is not null then d.last_attestation + "
                        + DeviceOrder.LIFE + " else d.certificate_expires end",
                Type.TIME);

        private final String text;
        private final String expression;
        private final Type type;

        Key(String text, String expression, Type type) {
            this.text = text;
            this.expression = expression;
            this.type = type;
        }
    }

    private enum Type {
        /** Never empty. */
        WORD("text"),
        /** Byte by byte, which an index has whatever the database's language; empty where there is none. */
        TEXT("text"),
        RANK("int"),
        TIME("timestamptz");

        private final String sql;

        Type(String sql) {
            this.sql = sql;
        }
    }

    /** How long the catalog's certificates live; the catalog is {@code $1}. */
    static final String LIFE = "(select make_interval(hours => l.most_hours) from certificate_lifetimes($1, now()) l)";

    /** Trusts in the order of {@link Key#TRUST}. */
    static final List<String> TRUSTS = List.of("UNTRUSTED", "OUTDATED", "UNKNOWN", "TRUSTED");

    /** How updates stand, in the order of {@link Key#UPDATE}. */
    static final List<String> UPDATES = List.of("failed", "pending", "installed", "attested", "none");

    /** Reads what a caller asks for; null for the order of IDs. */
    static DeviceOrder parse(@Nullable String text) {
        String wanted = text == null ? Key.ID.text : text;
        boolean descending = wanted.startsWith("-");
        String key = descending ? wanted.substring(1) : wanted;
        return Arrays.stream(Key.values())
                .filter(one -> !one.text.isEmpty() && one.text.equals(key))
                .findFirst()
                .map(one -> new DeviceOrder(one, descending))
                .orElseThrow(() -> ProblemException.invalid(
                        "sort", "is one of " + String.join(", ", names()) + ", with or without '-'"));
    }

    String text() {
        return (descending ? "-" : "") + key.text;
    }

    /** Returns the order that stands for this one where there are very many devices; itself where that is as good. */
    DeviceOrder coarse() {
        return switch (key) {
            case LAST_SEEN -> new DeviceOrder(Key.SEEN_HOUR, descending);
            case CERTIFICATE_EXPIRES -> new DeviceOrder(Key.CERTIFICATE_DUE, descending);
            default -> this;
        };
    }

    /** Returns what devices without a value have in its place. */
    String none() {
        return key.type == Type.TIME ? (descending ? "-infinity" : "infinity") : "";
    }

    /** Returns what is ordered by; never null. */
    String expression() {
        return key.type == Type.TIME ? "coalesce(" + key.expression + ", '" + none() + "')" : key.expression;
    }

    /** Returns an ORDER BY. */
    String orderBy() {
        String way = descending ? " desc" : "";
        return switch (key.type) {
            case TEXT ->
                " order by " + key.expression + " = '', " + key.expression + " using " + (descending ? "~>~" : "~<~")
                        + ", d.device_id";
            default ->
                key == Key.ID ? " order by d.device_id" + way : " order by " + expression() + way + ", d.device_id";
        };
    }

    /** Adds the condition of what comes behind a place. */
    void behind(SqlBuilder condition, PageCursor place) {
        String way = descending ? " < " : " > ";
        if (key == Key.ID) {
            condition.sql(" and d.device_id" + way).value(place.device(), "bytea");
            return;
        }
        if (key.type == Type.TEXT) {
            behindText(condition, place);
            return;
        }
        condition.sql(" and (" + expression() + way);
        key(condition, place);
        condition.sql(" or (" + expression() + " = ");
        key(condition, place);
        condition.sql(" and d.device_id > ").value(place.device(), "bytea").sql("))");
    }

    private void behindText(SqlBuilder condition, PageCursor place) {
        String text = key.expression;
        condition.sql(" and (");
        if (!place.key().isEmpty()) {
            condition.sql(text + " = '' or " + text + (descending ? " ~<~ " : " ~>~ "));
            key(condition, place);
            condition.sql(" or ");
        }
        condition.sql("(" + text + " = ");
        key(condition, place);
        condition.sql(" and d.device_id > ").value(place.device(), "bytea").sql("))");
    }

    private void key(SqlBuilder condition, PageCursor place) {
        condition.sql("(").value(place.key(), "text").sql(")::" + key.type.sql);
    }

    /** Returns what can be ordered by, as callers call it. */
    static List<String> names() {
        return Arrays.stream(Key.values())
                .map(key -> key.text)
                .filter(text -> !text.isEmpty())
                .toList();
    }
}
