package dev.holdfast.backend.platform.audit;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.contract.operator.audit.AuditEntryView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The audit log of each catalog, and that of the installation under {@link CatalogId#INSTALLATION}. Numbers have no
 * gaps, so that a missing entry shows; PostgreSQL lets the application neither change nor delete one.
 */
@ApplicationScoped
public class AuditLog {
    /** The actor of what nobody asked for. No person has this name: the access filter sees to it. */
    public static final String SYSTEM = "system";

    private static final String APPEND = """
            with number as (
                insert into audit_counter as c (catalog_id, last) values ($1, 1)
                on conflict (catalog_id) do update set last = c.last + 1
                returning last
            )
            insert into audit_entry (catalog_id, sequence, at, actor, action, subject, detail)
            select $1, last, $2, $3, $4, $5, $6 from number""";
    private static final String FIND = """
            select sequence, at, actor, action, subject, detail from audit_entry
            where catalog_id = $1 and sequence < $2
                and ($3::text is null or lower(actor) = lower($3))
                and ($4::text is null or strpos(lower(actor), lower($4)) > 0 or strpos(lower(action), lower($4)) > 0
                    or strpos(lower(subject), lower($4)) > 0 or strpos(lower(detail), lower($4)) > 0)""";
    // The name stands in the statement: only then PostgreSQL uses the index that leaves the system's entries out, and
    // those are nearly all of a large fleet's.
    private static final String OF_PEOPLE = " and actor <> '" + SYSTEM + "'";
    private static final String NEWEST = " order by sequence desc limit $5";

    private final Clock clock;

    AuditLog(Clock clock) {
        this.clock = clock;
    }

    /**
     * Appends an entry. Let it be the last statement of the transaction: the catalog's next entry waits for the commit.
     *
     * @param actor a user name or {@link #SYSTEM}
     * @param action a verb, such as {@code ClaimDevices}
     * @param subject what it is done to
     * @param detail one sentence
     */
    public Uni<Void> append(Sql sql, CatalogId catalog, String actor, String action, String subject, String detail) {
        return sql.update(APPEND, catalog, clock.instant(), actor, action, subject, detail)
                .replaceWithVoid();
    }

    /**
     * Which entries to find.
     *
     * @param before only those with a smaller number, {@link Long#MAX_VALUE} for the newest
     * @param actor only those of this user name, in either case; null for all
     * @param text only those whose actor, action, subject or detail contain it, in either case; null for all
     * @param people whether to leave out what the installation did by itself
     * @param limit how many at most
     */
    public record Filter(
            long before, @Nullable String actor, @Nullable String text, boolean people, int limit) {
        /** The newest acts of people. */
        public static Filter newestOfPeople(int limit) {
            return new Filter(Long.MAX_VALUE, null, null, true, limit);
        }
    }

    /** Returns the entries that match, the newest first. */
    public Uni<List<AuditEntryView>> find(Sql sql, CatalogId catalog, Filter filter) {
        String statement = FIND + (filter.people() ? OF_PEOPLE : "") + NEWEST;
        return sql.list(
                statement, AuditLog::entry, catalog, filter.before(), filter.actor(), filter.text(), filter.limit());
    }

    private static AuditEntryView entry(Row row) {
        return new AuditEntryView(
                row.getLong("sequence"),
                Columns.instant(row, "at"),
                row.getString("actor"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("detail"));
    }
}
