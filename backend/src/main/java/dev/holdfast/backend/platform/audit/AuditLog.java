package dev.holdfast.backend.platform.audit;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.outbox.Outbox;
import dev.holdfast.contract.operator.audit.AuditEntryView;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Audit log of each catalog, and of the installation under {@link CatalogId#INSTALLATION}. Sequence numbers have no gaps, and PostgreSQL
 * refuses changes and deletions. {@code backend.audit} adds each entry to a Merkle tree within two seconds. After that, verification
 * also detects changes by a database administrator.
 */
@ApplicationScoped
public class AuditLog {
    /** Actor of the system's own actions; the access filter refuses people with this name. */
    public static final String SYSTEM = "system";

    private static final String NUMBER = """
            with number as (
                insert into audit_counter as c (catalog_id, last) values ($1, 1)
                on conflict (catalog_id) do update set last = c.last + 1
                returning last
            )""";
    // "::text::json" makes the driver send JSON text unchanged. It would quote a parameter of type json.
    private static final String ENTRY = """

            insert into audit_entry (catalog_id, sequence, at, actor, action, subject, detail, reason, before, after)
            select $1, last, $2, $3, $4, $5, $6, $7, $8::text::json, $9::text::json from number""";
    private static final String APPEND = NUMBER + ENTRY;
    private static final String APPEND_AND_EMIT = NUMBER + ", emitted as (" + Outbox.inserting(10) + ")" + ENTRY;
    private static final String APPEND_SEVERAL = """
            with number as (
                insert into audit_counter as c (catalog_id, last) values ($1, cardinality($3::text[]))
                on conflict (catalog_id) do update set last = c.last + excluded.last
                returning last - cardinality($3::text[]) as before
            )
            insert into audit_entry (catalog_id, sequence, at, actor, action, subject, detail, reason, before, after%s)
            select $1, n.before + a.position, $2, a.actor, a.action, a.subject, a.detail, a.reason, a.was::json, a.now::json%s
            from number n, unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
                with ordinality as a(actor, action, subject, detail, reason, was, now, position)
            order by a.position""";
    private static final String APPEND_ALL = APPEND_SEVERAL.formatted("", "");
    // Without these nulls, the columns' defaults take the values of the request from the transaction's settings.
    private static final String APPEND_FROM_ELSEWHERE = APPEND_SEVERAL.formatted(
            ", address, agent, token, token_id, approver_issuer, approver_subject",
            ", null, null, null, null, null, null");
    // A literal, so that PostgreSQL uses the partial index without the system's entries.
    private static final String NEWEST_OF_PEOPLE = "select " + AuditRow.COLUMNS
            + " from audit_entry where catalog_id = $1 and actor <> '" + SYSTEM + "' order by sequence desc limit $2";
    private static final String RUN = "select " + AuditRow.COLUMNS
            + " from audit_entry where catalog_id = $1 and sequence > $2 and sequence <= $3 order by sequence limit $4";

    private final Clock clock;

    AuditLog(Clock clock) {
        this.clock = clock;
    }

    /**
     * Appends an entry and its events in one statement, because the round trip is most of the cost. Make it the last statement of the
     * transaction: the catalog's next entry waits for the commit.
     *
     * @see Outbox#append(Sql, CatalogId, List)
     */
    public Uni<Void> append(Sql sql, CatalogId catalog, AuditEntry act, List<Event> events) {
        List<@Nullable Object> parameters = new ArrayList<>(Arrays.asList(
                catalog,
                clock.instant(),
                act.actor(),
                act.action(),
                act.subject(),
                act.detail(),
                act.reason(),
                json(act.before()),
                json(act.after())));
        if (!events.isEmpty()) {
            parameters.addAll(Outbox.parameters(events));
        }
        return sql.update(events.isEmpty() ? APPEND : APPEND_AND_EMIT, parameters.toArray())
                .replaceWithVoid();
    }

    /** Appends entries in order in one statement. Make it the last statement of the transaction. */
    public Uni<Void> append(Sql sql, CatalogId catalog, List<AuditEntry> acts) {
        return append(sql, APPEND_ALL, catalog, acts);
    }

    /**
     * Appends entries to the log of a catalog other than the request's. Leaves out the request's address, agent, token and approver, except in the
     * installation's log.
     */
    public Uni<Void> appendFromElsewhere(Sql sql, CatalogId catalog, List<AuditEntry> acts) {
        return append(sql, catalog.equals(CatalogId.INSTALLATION) ? APPEND_ALL : APPEND_FROM_ELSEWHERE, catalog, acts);
    }

    private Uni<Void> append(Sql sql, String statement, CatalogId catalog, List<AuditEntry> acts) {
        if (acts.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return sql.update(
                        statement,
                        catalog,
                        clock.instant(),
                        Columns.texts(acts, AuditEntry::actor),
                        Columns.texts(acts, AuditEntry::action),
                        Columns.texts(acts, AuditEntry::subject),
                        Columns.texts(acts, AuditEntry::detail),
                        acts.stream().map(AuditEntry::reason).toArray(String[]::new),
                        acts.stream().map(act -> json(act.before())).toArray(String[]::new),
                        acts.stream().map(act -> json(act.after())).toArray(String[]::new))
                .replaceWithVoid();
    }

    /** Returns the newest entries of people, newest first. */
    public Uni<List<AuditEntryView>> newestOfPeople(Sql sql, CatalogId catalog, int limit) {
        return sql.list(NEWEST_OF_PEOPLE, row -> AuditRow.of(row).view(), catalog, limit);
    }

    /** Returns entries with sequence numbers after {@code after} up to {@code until}, oldest first. */
    public Uni<List<AuditRow>> run(Sql sql, CatalogId catalog, long after, long until, int limit) {
        return sql.list(RUN, AuditRow::of, catalog, after, until, limit);
    }

    private static @Nullable String json(Map<String, Object> values) {
        return values.isEmpty() ? null : new JsonObject(values).encode();
    }
}
