package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.problem.ProblemException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What a device list can be sorted by: {@code <key>} or {@code -<key>} for the other way round. */
enum DeviceSort {
    ID("id", "d.device_id"),
    NAME("name", "d.name"),
    PRODUCT("product", "p.name"),
    GROUP("group", "g.name"),
    // Those that need someone first.
    TRUST("trust", "array_position(array['UNTRUSTED', 'OUTDATED', 'UNKNOWN', 'TRUSTED'], d.trust)"),
    TRUST_SINCE("trustSince", "d.trust_since"),
    UPDATE(
            "update",
            "array_position(array['FAILED', 'PENDING', 'INSTALLED', 'ATTESTED', 'NONE'], " + DeviceRows.UPDATE_STATE
                    + ")"),
    LAST_SEEN("lastSeen", "d.last_seen"),
    LAST_ATTESTATION("lastAttestation", "d.last_attestation"),
    CERTIFICATE_EXPIRES("certificateExpires", "d.certificate_expires"),
    OS_VERSION("osVersion", "d.os_version"),
    CLAIMED_AT("claimedAt", "d.claimed_at");

    private final String key;
    private final String expression;

    DeviceSort(String key, String expression) {
        this.key = key;
        this.expression = expression;
    }

    /** Returns an ORDER BY for what a caller asks for; the device ID decides between equals. */
    static String orderBy(String wanted) {
        boolean descending = wanted.startsWith("-");
        String key = descending ? wanted.substring(1) : wanted;
        DeviceSort sort = Arrays.stream(values())
                .filter(one -> one.key.equals(key))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid("sort", "is one of " + keys() + ", with or without '-'"));
        return "order by " + sort.expression + (descending ? " desc nulls last" : " asc nulls last") + ", d.device_id";
    }

    private static String keys() {
        return Arrays.stream(values()).map(sort -> sort.key).collect(Collectors.joining(", "));
    }
}
