package dev.holdfast.backend.platform.audit;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Condition;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.contract.operator.audit.AuditEntryView;
import dev.holdfast.contract.operator.filter.Filter.Comparison;
import dev.holdfast.contract.operator.filter.Filter.Field;
import dev.holdfast.contract.operator.filter.Filter.Term;
import dev.holdfast.contract.operator.filter.Filter.Value;
import dev.holdfast.contract.operator.filter.Filter.Words;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The audit log of each catalog, and that of the installation under {@link CatalogId#INSTALLATION}. Numbers have no
 * gaps, so that a missing entry shows; PostgreSQL lets the application neither change nor delete one. A second later at
 * most an entry is sealed ({@code backend.audit}): from then on nobody can change it without being found.
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
            insert into audit_entry (catalog_id, sequence, at, actor, action, subject, detail, reason, before, after)
            select $1, last, $2, $3, $4, $5, $6, $7, $8::text::json, $9::text::json from number""";
    private static final String APPEND_ALL = """
            with number as (
                insert into audit_counter as c (catalog_id, last) values ($1, cardinality($3::text[]))
                on conflict (catalog_id) do update set last = c.last + excluded.last
                returning last - cardinality($3::text[]) as before
            )
            insert into audit_entry (catalog_id, sequence, at, actor, action, subject, detail, reason, before, after)
            select $1, n.before + a.position, $2, a.actor, a.action, a.subject, a.detail, a.reason, a.was::json, a.now::json
            from number n, unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
                with ordinality as a(actor, action, subject, detail, reason, was, now, position)
            order by a.position""";
    private static final String RUN = "select " + AuditRow.COLUMNS
            + " from audit_entry where catalog_id = $1 and sequence > $2 and sequence <= $3 order by sequence limit $4";

    private final Clock clock;

    AuditLog(Clock clock) {
        this.clock = clock;
    }

    /**
     * Appends an act of which one sentence says all.
     *
     * @see #append(Sql, CatalogId, AuditedAct)
     */
    public Uni<Void> append(Sql sql, CatalogId catalog, String actor, String action, String subject, String detail) {
        return append(sql, catalog, AuditedAct.by(actor, action, subject, detail));
    }

    /** Appends an act. Let it be the last statement of the transaction: the catalog's next entry waits for the commit. */
    public Uni<Void> append(Sql sql, CatalogId catalog, AuditedAct act) {
        return sql.update(
                        APPEND,
                        catalog,
                        clock.instant(),
                        act.actor(),
                        act.action(),
                        act.subject(),
                        act.detail(),
                        act.reason(),
                        json(act.before()),
                        json(act.after()))
                .replaceWithVoid();
    }

    /** Appends acts in their order, with one statement however many there are. Let it be the last one, too. */
    public Uni<Void> append(Sql sql, CatalogId catalog, List<AuditedAct> acts) {
        if (acts.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return sql.update(
                        APPEND_ALL,
                        catalog,
                        clock.instant(),
                        Columns.texts(acts, AuditedAct::actor),
                        Columns.texts(acts, AuditedAct::action),
                        Columns.texts(acts, AuditedAct::subject),
                        Columns.texts(acts, AuditedAct::detail),
                        acts.stream().map(AuditedAct::reason).toArray(String[]::new),
                        acts.stream().map(act -> json(act.before())).toArray(String[]::new),
                        acts.stream().map(act -> json(act.after())).toArray(String[]::new))
                .replaceWithVoid();
    }

    /**
     * Which entries to find.
     *
     * @param before only those with a smaller number, {@link Long#MAX_VALUE} for the newest
     * @param actor only those of this user name, in either case; null for all
     * @param text only those whose actor, action, subject, detail, reason or values contain it, in either case, or whose
     *     address or correlation it is; null for all
     * @param action only those of this action, in either case; null for all
     * @param since only those from then on; null for all
     * @param until only those before that; null for all
     * @param people whether to leave out what the installation did by itself
     * @param terms what else they must meet, in the language of filters
     * @param limit how many at most
     */
    public record Filter(
            long before,
            @Nullable String actor,
            @Nullable String text,
            @Nullable String action,
            @Nullable Instant since,
            @Nullable Instant until,
            boolean people,
            dev.holdfast.contract.operator.filter.Filter terms,
            int limit) {
        private static final dev.holdfast.contract.operator.filter.Filter ALL =
                dev.holdfast.contract.operator.filter.Filter.ALL;

        /** Returns everything that they must meet, but for times. */
        dev.holdfast.contract.operator.filter.Filter all() {
            List<Term> all = new ArrayList<>(terms.terms());
            field("actor", actor).ifPresent(all::add);
            field("action", action).ifPresent(all::add);
            field("is", people ? "people" : null).ifPresent(all::add);
            if (text != null) {
                all.add(new Words(false, text));
            }
            return new dev.holdfast.contract.operator.filter.Filter(all);
        }

        private static Optional<Term> field(String name, @Nullable String value) {
            return value == null
                    ? Optional.empty()
                    : Optional.of(new Field(false, name, List.of(new Value(Comparison.SAME, value))));
        }

        /** The newest acts of people. */
        public static Filter newestOfPeople(int limit) {
            return new Filter(Long.MAX_VALUE, null, null, null, null, null, true, ALL, limit);
        }
    }

    /** Returns the entries that match, the newest first. */
    public Uni<List<AuditEntryView>> find(Sql sql, CatalogId catalog, Filter filter) {
        Condition found = new Condition(catalog)
                .sql("select " + AuditRow.COLUMNS + " from audit_entry where catalog_id = $1 and sequence < ")
                .value(filter.before(), "bigint");
        if (filter.since() != null) {
            found.sql(" and at >= ").value(filter.since(), "timestamptz");
        }
        if (filter.until() != null) {
            found.sql(" and at < ").value(filter.until(), "timestamptz");
        }
        new AuditTerms(found, clock.instant()).add(filter.all());
        found.sql(" order by sequence desc limit " + filter.limit());
        return sql.list(found.text(), row -> AuditRow.of(row).view(), found.parameters());
    }

    /** Returns entries behind a number and up to another, the oldest first. */
    public Uni<List<AuditRow>> run(Sql sql, CatalogId catalog, long after, long until, int limit) {
        return sql.list(RUN, AuditRow::of, catalog, after, until, limit);
    }

    private static @Nullable String json(Map<String, Object> values) {
        return values.isEmpty() ? null : new JsonObject(values).encode();
    }
}
