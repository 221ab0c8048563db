package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.filter.Filter.Term;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * SQL statements that read one device list in a transaction. PostgreSQL plans each statement with the filter's values, and cancels it at
 * the timeout of {@code Transactions.listPage}.
 */
final class DeviceList {
    /** Devices in the sample that estimates the total. Device IDs are public keys, so the first ones are a random sample. */
    private static final int SAMPLE = 2_000;

    /** Below 1 % of the sample, matches are counted instead of estimated. */
    private static final int FEW = SAMPLE / 100;

    /** Limit of {@link OrderPart}s in one statement. */
    private static final int PARTS = 20;

    // Rows that count devices by trust have manifest version 0.
    private static final String FLEET = """
            select coalesce(sum(devices), 0)::bigint as total from current_device_count
            where catalog_id = $1 and manifest_version = 0
              and measure in ('TRUSTED', 'OUTDATED', 'UNTRUSTED', 'UNKNOWN')""";

    private final Tx tx;
    private final CatalogId catalog;
    private final List<Term> terms;
    private final FilterValues values;
    private final Instant now;

    private DeviceList(Tx tx, List<Term> terms, FilterValues values, Instant now) {
        this.tx = tx;
        this.catalog = tx.catalog();
        this.terms = List.copyOf(terms);
        this.values = values;
        this.now = now;
    }

    /** Reads the values that the filter needs and returns the list of the devices in some scopes of the catalog. */
    static Uni<DeviceList> of(Tx tx, List<Scope> scopes, Filter filter, Instant now, @Nullable DeviceOrder order) {
        return within(tx, scopes, filter)
                .chain(terms ->
                        FilterValues.of(tx, terms, needs(order)).map(values -> new DeviceList(tx, terms, values, now)));
    }

    private static Uni<List<Term>> within(Tx tx, List<Scope> scopes, Filter filter) {
        if (scopes.contains(Scope.of(tx.catalog()))) {
            return Uni.createFrom().item(filter.terms());
        }
        return DeviceGroups.within(tx, scopes).map(groups -> {
            List<Term> terms = new ArrayList<>(filter.terms());
            terms.add(DeviceTerms.inGroups(groups));
            return terms;
        });
    }

    private static Set<String> needs(@Nullable DeviceOrder order) {
        if (order == null) {
            return Set.of();
        }
        return switch (order.key()) {
            case PRODUCT, GROUP, UPDATE -> FilterValues.OF_GROUPS;
            case OS_VERSION -> FilterValues.OF_VERSIONS;
            default -> Set.of();
        };
    }

    /** Selects all devices that match. */
    SqlBuilder all() {
        return from(new SqlBuilder(catalog).sql("select d.*"), "", "device");
    }

    /**
     * Appends {@code from} and {@code where} for the devices of a relation that match the filter. Joins {@code device_milestone} if a term
     * needs it.
     */
    private SqlBuilder from(SqlBuilder statement, String join, String relation) {
        boolean milestones = terms.stream()
                .anyMatch(term ->
                        term instanceof Filter.Field field && field.field().equals("claimed"));
        statement.sql(" from " + relation + " d" + join
                + (milestones && !join.equals(OrderPart.MILESTONES) ? OrderPart.MILESTONES : "")
                + " where d.catalog_id = $1");
        DeviceTerms as = new DeviceTerms(statement, values, now);
        terms.forEach(term -> {
            statement.sql(" and ");
            as.add(term);
        });
        return statement;
    }

    /** Returns the positions of the next devices after a cursor: fewer than {@code limit} at the end of the list. */
    Uni<List<PageCursor>> positions(DeviceOrder order, @Nullable PageCursor after, int limit) {
        return byHour(order, after).chain(hour -> {
            List<OrderPart> parts = OrderPart.of(order, values, terms, hour);
            List<OrderPart> left = after == null
                    ? parts
                    : parts.stream()
                            .dropWhile(part -> part.isBefore(after.part(), order.descending()))
                            .toList();
            return next(left, order.descending(), after, limit, List.of());
        });
    }

    /**
     * Returns whether to sort by the hour of the last contact: in fleets above {@value #SAMPLE} devices, because the exact time changes too
     * often for an index. A later page keeps the choice of the first.
     */
    private Uni<Boolean> byHour(DeviceOrder order, @Nullable PageCursor after) {
        if (order.key() != DeviceOrder.Key.LAST_SEEN) {
            return Uni.createFrom().item(false);
        }
        return after == null
                ? fleet().map(devices -> devices > SAMPLE)
                : Uni.createFrom().item(after.part().equals("d.seen_hour"));
    }

    private Uni<List<PageCursor>> next(
            List<OrderPart> parts, boolean descending, @Nullable PageCursor after, int limit, List<PageCursor> found) {
        if (parts.isEmpty() || found.size() == limit) {
            return Uni.createFrom().item(found);
        }
        int now = Math.min(PARTS, parts.size());
        SqlBuilder statement = statement(parts.subList(0, now), descending, after, limit - found.size());
        return tx.list(statement.text(), row -> row, statement.parameters()).chain(rows -> {
            List<PageCursor> all = new ArrayList<>(found);
            rows.stream()
                    .sorted(Comparator.comparing(row -> row.getInteger("part")))
                    .forEach(row -> all.add(position(parts.get(row.getInteger("part")), row)));
            return next(parts.subList(now, parts.size()), descending, after, limit, all);
        });
    }

    /** Returns a statement that reads the parts one after the other, until the limit. */
    private SqlBuilder statement(List<OrderPart> parts, boolean descending, @Nullable PageCursor after, int limit) {
        SqlBuilder statement = new SqlBuilder(catalog).sql("select p.* from (");
        String way = descending ? " desc" : "";
        for (int i = 0; i < parts.size(); i++) {
            OrderPart part = parts.get(i);
            OrderPart.Column column = part.column();
            statement.sql((i == 0 ? "" : " union all ") + "(select " + i + " as part, d.device_id, "
                    + (column == null ? "''" : column.name() + "::text") + " as key");
            from(statement, part.join(), "device");
            part.which().accept(statement);
            if (after != null && after.part().equals(part.at())) {
                after(statement, column, descending ? " < " : " > ", after);
            }
            statement.sql(" order by "
                    + (column == null ? "d.device_id" : column.name() + way + ", " + column.device()) + way + " limit "
                    + limit + ")");
        }
        return statement.sql(") p limit " + limit);
    }

    private static void after(
            SqlBuilder statement, OrderPart.@Nullable Column column, String comparison, PageCursor after) {
        if (column == null) {
            statement.sql(" and d.device_id" + comparison).value(after.device(), "bytea");
            return;
        }
        statement.sql(" and (" + column.name() + ", " + column.device() + ")" + comparison + "((");
        statement.value(after.key(), "text").sql(")::" + column.type() + ", ");
        statement.value(after.device(), "bytea").sql(")");
    }

    private static PageCursor position(OrderPart part, Row row) {
        return new PageCursor(Columns.device(row, "device_id"), part.at(), row.getString("key"));
    }

    /** Number of devices that match, counted or estimated. */
    record Total(long devices, boolean estimated) {}

    /** Counts the matches: without a filter from the fleet counters, by a query in a small fleet or for few matches, else from a sample. */
    Uni<Total> total() {
        if (terms.isEmpty()) {
            return fleet().map(devices -> new Total(devices, false));
        }
        SqlBuilder sample = from(
                new SqlBuilder(catalog).sql("select count(*) as found"),
                "",
                "(select * from device where catalog_id = $1 order by device_id limit " + SAMPLE + ")");
        return fleet().chain(devices -> tx.one(sample.text(), row -> row.getLong("found"), sample.parameters())
                .chain(found -> {
                    if (devices <= SAMPLE) {
                        return Uni.createFrom().item(new Total(found, false));
                    }
                    return found < FEW
                            ? count()
                            : Uni.createFrom().item(new Total(Math.round((double) found / SAMPLE * devices), true));
                }));
    }

    private Uni<Total> count() {
        SqlBuilder count = from(new SqlBuilder(catalog).sql("select count(*) as total"), "", "device");
        return tx.one(count.text(), row -> new Total(row.getLong("total"), false), count.parameters());
    }

    private Uni<Long> fleet() {
        return tx.one(FLEET, row -> row.getLong("total"), catalog);
    }
}
