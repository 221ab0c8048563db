package dev.holdfast.backend.platform.audit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Audit entry of an operation. The origin of the request is added automatically.
 *
 * @param actor a user name or {@link AuditLog#SYSTEM}
 * @param action a verb, such as {@code ClaimDevices}
 * @param subject target of the action
 * @param detail one sentence
 * @param reason reason given by the actor; null for none
 * @param before previous values by name, which Jackson can write; 16 KB at most in total
 * @param after new values by the same names
 */
public record AuditEntry(
        String actor,
        String action,
        String subject,
        String detail,
        @Nullable String reason,
        Map<String, Object> before,
        Map<String, Object> after) {
    public AuditEntry {
        before = Collections.unmodifiableMap(new LinkedHashMap<>(before));
        after = Collections.unmodifiableMap(new LinkedHashMap<>(after));
    }

    public static AuditEntry by(String actor, String action, String subject, String detail) {
        return new AuditEntry(actor, action, subject, detail, null, Map.of(), Map.of());
    }

    public AuditEntry because(@Nullable String why) {
        return new AuditEntry(actor, action, subject, detail, why, before, after);
    }

    /**
     * Adds the approver; null when no approval was required. Stored as a value of its own, because the actor can write the same text into
     * the detail.
     */
    public AuditEntry approvedBy(@Nullable Approver second) {
        return second == null
                ? this
                : new AuditEntry(
                        actor,
                        action,
                        subject,
                        detail,
                        reason,
                        before,
                        with(with(after, "approvedBy", second.name()), "bothInvitedBy", second.bothInvitedBy()));
    }

    /** Adds an old and a new value; null for absent. */
    public AuditEntry changing(String name, @Nullable Object was, @Nullable Object is) {
        return new AuditEntry(actor, action, subject, detail, reason, with(before, name, was), with(after, name, is));
    }

    private static Map<String, Object> with(Map<String, Object> values, String name, @Nullable Object value) {
        if (value == null) {
            return values;
        }
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return more;
    }
}
