package dev.holdfast.backend.platform.audit;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.contract.operator.audit.AuditEntryView;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stored audit entry.
 *
 * @param before JSON text exactly as written
 * @param after JSON text exactly as written
 */
public record AuditRow(
        UUID catalog,
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
        @Nullable String before,
        @Nullable String after) {
    public static final String COLUMNS =
            "catalog_id, sequence, at, actor, actor_issuer, actor_subject, approver_issuer, approver_subject, action,"
                    + " subject, detail, reason, address, agent, correlation, token, token_id, before::text as before, after::text as after";

    public static AuditRow of(Row row) {
        return new AuditRow(
                row.getUUID("catalog_id"),
                row.getLong("sequence"),
                Columns.instant(row, "at"),
                row.getString("actor"),
                row.getString("actor_issuer"),
                row.getString("actor_subject"),
                row.getString("approver_issuer"),
                row.getString("approver_subject"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("detail"),
                row.getString("reason"),
                row.getString("address"),
                row.getString("agent"),
                row.getString("correlation"),
                row.getString("token"),
                row.getUUID("token_id"),
                row.getString("before"),
                row.getString("after"));
    }

    public AuditEntryView view() {
        return new AuditEntryView(
                sequence,
                at,
                actor,
                actorIssuer,
                actorSubject,
                approverIssuer,
                approverSubject,
                action,
                subject,
                detail,
                reason,
                address,
                agent,
                correlation,
                token,
                tokenId,
                map(before),
                map(after));
    }

    private static @Nullable Map<String, Object> map(@Nullable String json) {
        return json == null ? null : new JsonObject(json).getMap();
    }
}
