package dev.holdfast.contract.operator.audit;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Entry of the audit log.
 *
 * @param sequence number of the entry in the log of the catalog or of the installation, without gaps
 * @param at time of the action
 * @param actor user name, or {@code system}
 * @param actorIssuer issuer of the actor's account at the identity provider; null for actions of the system
 * @param actorSubject subject ({@code sub}) of that account, because names can change hands; for a service, of its token's creator; null for
 *     actions of the system
 * @param approverIssuer issuer of the account that approved the action; null without approval
 * @param approverSubject subject of that account; null without approval
 * @param action name of the action, such as {@code ClaimDevices}
 * @param subject target of the action
 * @param detail description, one sentence
 * @param reason reason that the actor gave; null for none
 * @param address network address of the request; null for actions of the system
 * @param agent user agent of the client; null if it sent none, and for actions of the system
 * @param correlation request ID, as in the {@code X-Request-Id} response header; null for actions of the system
 * @param token name of the API token that authenticated the request; null without one
 * @param tokenId GUID of that token, because names can be reused; null without one
 * @param before changed values before the action, by name; null when not recorded
 * @param after changed values after the action, by name; null when not recorded
 */
public record AuditEntryView(
        long sequence,
        Instant at,
        String actor,
        @Nullable String actorIssuer,
        @Nullable String actorSubject,
        @Nullable String approverIssuer,
        @Nullable String approverSubject,
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
    /** Creates an entry without request details and changed values. */
    public static AuditEntryView of(
            long sequence, Instant at, String actor, String action, String subject, String detail) {
        return new AuditEntryView(
                sequence, at, actor, null, null, null, null, action, subject, detail, null, null, null, null, null,
                null, null, null);
    }
}
