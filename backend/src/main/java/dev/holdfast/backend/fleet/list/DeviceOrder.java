package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.platform.problem.ProblemException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Order of a device list: {@code <key>}, or {@code -<key>} for descending. Ties are broken by device ID in the same direction. Devices
 * without a value come last in both directions. A large fleet in the order {@code lastSeen} is ordered by the hour of the last contact, or
 * of the claim if there was none.
 *
 * @param descending whether the largest value comes first
 */
record DeviceOrder(Key key, boolean descending) {
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

    /** Trust values in the order of {@link Key#TRUST}: values that need attention first. */
    static final List<String> TRUSTS = List.of("UNTRUSTED", "OUTDATED", "UNKNOWN", "TRUSTED");

    /** Name for the states in {@link #PENDINGS} together. */
    static final String PENDING = "pending";

    /** Update states in the order of {@link Key#UPDATE}. */
    static final List<String> UPDATES = List.of(
            "failed",
            "returned",
            PENDING,
            "installed",
            "confirmed",
            "attested",
            UpdateTerms.NOT_TARGETED,
            RolloutTerms.WAITING);

    /** Update states of devices that have not installed the target and did not fail. */
    static final List<String> PENDINGS = List.of(
            "held", "unreachable", "offered", "downloading", "staged", UpdateTerms.WINDOW, "deferred", "unknown");

    /** Parses the {@code sort} parameter; null for the order by ID. Fails with {@code invalid-request}. */
    static DeviceOrder parse(@Nullable String text) {
        String sort = text == null ? Key.ID.text : text;
        boolean descending = sort.startsWith("-");
        String key = descending ? sort.substring(1) : sort;
        return Arrays.stream(Key.values())
                .filter(each -> each.text.equals(key))
                .findFirst()
                .map(each -> new DeviceOrder(each, descending))
                .orElseThrow(() -> ProblemException.invalid(
                        "sort", "must be one of " + String.join(", ", names()) + ", with or without '-'"));
    }

    String text() {
        return (descending ? "-" : "") + key.text;
    }

    static List<String> names() {
        return Arrays.stream(Key.values()).map(key -> key.text).toList();
    }
}
