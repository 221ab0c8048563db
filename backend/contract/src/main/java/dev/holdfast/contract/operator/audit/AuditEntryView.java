package dev.holdfast.contract.operator.audit;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who did what.
 *
 * @param sequence its number in the catalog, without gaps
 * @param at when
 * @param actor user name, or {@code system}
 * @param action a verb, such as {@code ClaimDevices}
 * @param subject what it was done to
 * @param detail one sentence
 * @param reason why, in the actor's words; null when nobody asked
 * @param address where the request came from; null for what nobody asked for
 * @param agent what the client calls itself; null likewise
 * @param correlation the request's id, which its answer had in {@code X-Request-Id}; null likewise
 * @param token the name that the token had with which they came, a person's or a service's; null for whoever signed in
 * @param tokenId its GUID, since a name may come back; null likewise
 * @param before what was there before, by name; null when the act does not say
 * @param after what is there since, by the same names; null likewise
 */
public record AuditEntryView(
        long sequence,
        Instant at,
        String actor,
        String action,
        String subject,
        String detail,
        @Nullable String reason,
        @Nullable String address,
        @Nullable String agent,
        @Nullable String correlation,
        @Nullable String token,
        @Nullable UUID tokenId,
        @Nullable Map<String, Object> before,
        @Nullable Map<String, Object> after) {
    /** Makes one of which the sentence says all. */
    public static AuditEntryView of(
            long sequence, Instant at, String actor, String action, String subject, String detail) {
        return new AuditEntryView(
                sequence, at, actor, action, subject, detail, null, null, null, null, null, null, null, null);
    }
}
