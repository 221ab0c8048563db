package dev.holdfast.backend.platform.audit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody did. Where the request came from and what it was part of is added by itself.
 *
 * @param actor a user name or {@link AuditLog#SYSTEM}
 * @param action a verb, such as {@code ClaimDevices}
 * @param subject what it is done to
 * @param detail one sentence
 * @param reason why, in the actor's words; null when nobody asked
 * @param before what was there before, by name; values are what Jackson can write, 16 KB at most in all
 * @param after what is there since, by the same names
 */
public record AuditEntry(
        String actor,
        String action,
        String subject,
        String detail,
        @Nullable String reason,
        Map<String, Object> before,
        Map<String, Object> after) {
    /** Copies the maps, in their order. */
    public AuditEntry {
        before = Collections.unmodifiableMap(new LinkedHashMap<>(before));
        after = Collections.unmodifiableMap(new LinkedHashMap<>(after));
    }

    /** Begins with who did what to what. */
    public static AuditEntry by(String actor, String action, String subject, String detail) {
        return new AuditEntry(actor, action, subject, detail, null, Map.of(), Map.of());
    }

    /** Says why. */
    public AuditEntry because(@Nullable String why) {
        return new AuditEntry(actor, action, subject, detail, why, before, after);
    }

    /**
     * Says who the second person was; null where none was needed. It is a value and not part of the sentence, which may
     * have words of the actor's: they could say the same. So is whose invitations the accounts of both go back to.
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

    /** Says what something was and is; null for what was not, or is not any more. */
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
