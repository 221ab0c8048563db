package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.fleet.DeviceRows;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.list.Cursor;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.filter.Filter.Term;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one list, in a transaction: which devices, in which order. Each reads a number of devices that has nothing to do
 * with how many there are: either a filter is common, and those that come next in order are looked at until a page is full; or it
 * is rare, and an index has those that meet it. Which of the two, a {@link Survey} says and not PostgreSQL, whose
 * statistics are of all catalogs together.
 */
final class DeviceList {
    /** Tells places of an order from those of the one that stands for it. */
    private static final String COARSE = "h";

    private static final DeviceOrder BY_ID = new DeviceOrder(DeviceOrder.Key.ID, false);

    private static final String FLEET = """
            select coalesce(sum(devices), 0)::bigint as total from current_device_count
            where catalog_id = $1 and manifest_version = 0
              and measure in ('TRUSTED', 'OUTDATED', 'UNTRUSTED', 'UNKNOWN')""";

    private final Sql sql;
    private final CatalogId catalog;
    private final List<Term> terms;
    private final NamedThings named;
    private final Instant now;

    private DeviceList(Sql sql, CatalogId catalog, List<Term> terms, NamedThings named, Instant now) {
        this.sql = sql;
        this.catalog = catalog;
        this.terms = terms;
        this.named = named;
        this.now = now;
    }

    /** Begins a list of all the catalog's devices. */
    static Uni<DeviceList> of(Sql sql, CatalogId catalog, Filter filter, Instant now) {
        return NamedThings.of(sql, catalog, filter, now)
                .map(named -> new DeviceList(sql, catalog, filter.terms(), named, now));
    }

    /** Begins a list of the devices that are in some places of the catalog. */
    static Uni<DeviceList> of(Sql sql, CatalogId catalog, List<Scope> places, Filter filter, Instant now) {
        Uni<DeviceList> all = of(sql, catalog, filter, now);
        if (places.contains(Scope.of(catalog))) {
            return all;
        }
        return all.chain(list -> DeviceGroups.within(sql, catalog, places)
                .map(groups -> list.narrowed(DeviceTerms.oneOf(
                        DeviceTerms.GROUPS, groups.stream().map(UUID::toString).toList()))));
    }

    /** Looks at the first devices of the catalog. */
    Uni<Survey> survey() {
        SqlBuilder condition = new SqlBuilder(catalog);
        DeviceTerms as = new DeviceTerms(condition, named, now);
        condition.sql("select count(*) as looked");
        for (int i = 0; i < terms.size(); i++) {
            condition.sql(", count(*) filter (where m" + i + ") as m" + i);
        }
        condition.sql(", count(*) filter (where true");
        for (int i = 0; i < terms.size(); i++) {
            condition.sql(" and m" + i);
        }
        condition.sql(") as found from (select true as looked");
        for (int i = 0; i < terms.size(); i++) {
            condition.sql(", ");
            as.add(terms.get(i), DeviceTerms.By.ROW);
            condition.sql(" as m" + i);
        }
        condition.sql(" from (select * from device d where d.catalog_id = $1 order by d.device_id limit " + Survey.MOST
                + ") d offset 0) s");
        return sql.one(condition.text(), this::surveyed, condition.parameters());
    }

    private Survey surveyed(Row row) {
        return new Survey(
                row.getLong("looked"),
                row.getLong("found"),
                IntStream.range(0, terms.size())
                        .mapToObj(i -> row.getLong("m" + i))
                        .toList());
    }

    /** Counts the catalog's devices, by the counters. */
    Uni<Long> fleet() {
        return sql.one(FLEET, row -> row.getLong("total"), catalog);
    }

    /** Selects all that meet the filter. */
    SqlBuilder all(Survey survey) {
        return select("d.*", survey);
    }

    private SqlBuilder select(String what, Survey survey) {
        SqlBuilder condition = new SqlBuilder(catalog).sql("select " + what + " from device d where d.catalog_id = $1");
        survey.add(terms, condition, new DeviceTerms(condition, named, now));
        return condition;
    }

    /** Counts those that meet a rare filter. */
    Uni<Long> count(Survey survey) {
        SqlBuilder condition = select("count(*) as total", survey);
        return sql.one(condition.text(), row -> row.getLong("total"), condition.parameters());
    }

    /** Returns the next places behind a place, or from an offset: fewer than asked for when there are no more. */
    Uni<List<PageCursor>> places(Survey survey, DeviceOrder order, @Nullable PageCursor behind, int offset, int limit) {
        if (!isCoarse(survey, order, behind)) {
            return exactly(survey, order, behind, offset, limit);
        }
        PageCursor place = behind == null
                ? null
                : new PageCursor(behind.device(), behind.key().substring(COARSE.length()));
        return exactly(survey, order.coarse(), place, offset, limit)
                .map(places -> places.stream()
                        .map(one -> new PageCursor(one.device(), COARSE + one.key()))
                        .toList());
    }

    private static boolean isCoarse(Survey survey, DeviceOrder order, @Nullable PageCursor behind) {
        return !order.coarse().equals(order)
                && (behind == null ? !survey.sawAll() : behind.key().startsWith(COARSE));
    }

    private Uni<List<PageCursor>> exactly(
            Survey survey, DeviceOrder order, @Nullable PageCursor behind, int offset, int limit) {
        if (survey.sawAll() || !survey.isCommon()) {
            return gather(survey, order, behind, offset, limit);
        }
        if (offset > 0) {
            if (survey.isFar(offset + limit)) {
                return gather(survey, order, behind, offset, limit);
            }
            return exactly(survey, order, behind, 0, offset + limit)
                    .map(found -> found.subList(Math.min(offset, found.size()), found.size()));
        }
        Supplier<Uni<List<PageCursor>>> gathered = () -> gather(survey, order, behind, 0, limit);
        return switch (order.key()) {
            case ID -> walked(survey, order, behind, limit);
            case SEEN_HOUR -> ByHour.places(this, order, behind, limit);
            case TRUST, UPDATE, OS_VERSION, PRODUCT, GROUP ->
                Stretches.places(sql, this, order, behind, limit, gathered);
            case NAME, TRUST_SINCE, LAST_ATTESTATION, CERTIFICATE_DUE, CLAIMED_AT ->
                InOrder.places(sql, this, order, behind, limit, gathered);
            case LAST_SEEN, CERTIFICATE_EXPIRES -> gathered.get();
        };
    }

    /** Returns the next places in the order of IDs. */
    Uni<List<PageCursor>> byId(@Nullable PageCursor behind, int limit) {
        return survey().chain(survey -> exactly(survey, BY_ID, behind, 0, limit));
    }

    private Uni<List<PageCursor>> walked(Survey survey, DeviceOrder order, @Nullable PageCursor behind, int limit) {
        SqlBuilder walk = walk(order, behind, limit, survey.look(limit));
        return sql.list(walk.text(), DeviceList::place, walk.parameters())
                .chain(found ->
                        found.size() == limit ? Uni.createFrom().item(found) : gather(survey, order, behind, 0, limit));
    }

    /** Returns the list of those that meet one term more. */
    DeviceList narrowed(Term more) {
        List<Term> narrowed = new ArrayList<>(terms);
        narrowed.add(more);
        return new DeviceList(sql, catalog, narrowed, named, now);
    }

    CatalogId catalog() {
        return catalog;
    }

    /** Returns whether every device of the catalog is in it. */
    boolean isOfAll() {
        return terms.isEmpty();
    }

    /** Returns the trusts that devices of the list may have. */
    Set<String> trusts() {
        Set<String> trusts = new HashSet<>(DeviceOrder.TRUSTS);
        terms.forEach(term -> DeviceTerms.trusts(term).ifPresent(trusts::retainAll));
        return trusts;
    }

    /** Returns the groups that devices of the list may be in; null for any. */
    UUID @Nullable [] groups() {
        return named.groupsLeft(terms);
    }

    /** Returns the versions that devices of the list may have; null for any. */
    String @Nullable [] versions() {
        return named.versionsLeft(terms);
    }

    /** Adds the filter as a question about each row. */
    void rows(SqlBuilder condition) {
        DeviceTerms as = new DeviceTerms(condition, named, now);
        terms.forEach(term -> {
            condition.sql(" and ");
            as.add(term, DeviceTerms.By.ROW);
        });
    }

    /** Reads the hour of a place; one that nobody gave leads nowhere. */
    static OffsetDateTime hour(String text) {
        try {
            return OffsetDateTime.ofInstant(Instant.parse(text), ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw Cursor.foreign();
        }
    }

    /** Returns places of devices that were last seen in one hour, in the order of IDs. */
    Uni<List<PageCursor>> ofHour(OffsetDateTime hour, @Nullable DeviceId behind, int limit) {
        DeviceList list = narrowed(new Filter.Field(
                false,
                DeviceTerms.SEEN_HOUR,
                List.of(new Filter.Value(
                        Filter.Comparison.SAME, hour.toInstant().toString()))));
        return list.byId(behind == null ? null : new PageCursor(behind, ""), limit)
                .map(found -> found.stream()
                        .map(place -> ByHour.place(place.device(), hour))
                        .toList());
    }

    /** Looks at the devices of the next hours, as they stand in the index. */
    Uni<ByHour.Look> hours(DeviceOrder order, @Nullable OffsetDateTime from, int limit) {
        String way = order.descending() ? " desc" : "";
        SqlBuilder condition =
                new SqlBuilder(catalog).sql("with c as materialized (select d.* from device d where d.catalog_id = $1");
        if (from != null) {
            condition
                    .sql(" and d.seen_hour " + (order.descending() ? "<= " : ">= "))
                    .value(from, "timestamptz");
        }
        condition.sql(" order by d.seen_hour" + way + " limit " + Survey.MOST + "), e as (select count(*) as looked, "
                + (order.descending()
                        ? "max(c.seen_hour) as first, min(c.seen_hour) as last"
                        : "min(c.seen_hour) as first, max(c.seen_hour) as last")
                + " from c) select e.*, f.device_id, f.seen_hour from e left join lateral (select d.* from c d where (e.looked < "
                + Survey.MOST + " or d.seen_hour <> e.last)");
        rows(condition);
        condition.sql(" order by d.seen_hour" + way + ", d.device_id limit " + limit
                + ") f on true order by f.seen_hour" + way + ", f.device_id");
        return sql.list(condition.text(), row -> row, condition.parameters()).map(DeviceList::look);
    }

    private static ByHour.Look look(List<Row> rows) {
        Row first = rows.getFirst();
        return new ByHour.Look(
                first.getLong("looked"),
                first.getOffsetDateTime("first"),
                first.getOffsetDateTime("last"),
                rows.stream()
                        .filter(row -> row.getBuffer("device_id") != null)
                        .map(row -> ByHour.place(Columns.device(row, "device_id"), row.getOffsetDateTime("seen_hour")))
                        .toList());
    }

    /** Looks at the devices that come next, until there are enough. */
    private SqlBuilder walk(DeviceOrder order, @Nullable PageCursor behind, int limit, long look) {
        SqlBuilder condition = new SqlBuilder(catalog);
        condition.sql("select d.device_id, '' as key from (select * from device d where d.catalog_id = $1");
        if (behind != null) {
            order.behind(condition, behind);
        }
        condition.sql(order.orderBy() + " limit " + look + ") d where true");
        rows(condition);
        return condition.sql(order.orderBy() + " limit " + limit);
    }

    /** Takes all that meet the filter, and the next of them in order. */
    Uni<List<PageCursor>> gather(Survey survey, DeviceOrder order, @Nullable PageCursor behind, int offset, int limit) {
        SqlBuilder gathered = gathered(survey, order, behind, offset, limit, "");
        return sql.list(gathered.text(), DeviceList::place, gathered.parameters());
    }

    /**
     * Places, and how many there are in all where taking them said so.
     *
     * @param places the next ones
     * @param total how many there are; null if that was not learnt
     */
    record Counted(List<PageCursor> places, @Nullable Long total) {}

    /** Returns the next places, and counts on the way what is few. */
    Uni<Counted> counted(Survey survey, DeviceOrder order, @Nullable PageCursor behind, int offset, int limit) {
        if (survey.isCommon() || isCoarse(survey, order, behind)) {
            return places(survey, order, behind, offset, limit).map(places -> new Counted(places, null));
        }
        SqlBuilder gathered = gathered(survey, order, behind, offset, limit, ", (select count(*) from d) as total");
        return sql.list(
                        gathered.text(),
                        row -> new Counted(List.of(place(row)), row.getLong("total")),
                        gathered.parameters())
                .map(rows -> new Counted(
                        rows.stream().map(row -> row.places().getFirst()).toList(),
                        rows.isEmpty() ? null : rows.getFirst().total()));
    }

    private SqlBuilder gathered(
            Survey survey, DeviceOrder order, @Nullable PageCursor behind, int offset, int limit, String more) {
        SqlBuilder condition = new SqlBuilder(catalog);
        // In the order of IDs nothing else is asked of rows: what indexes say is then all that is read.
        boolean byId = order.key() == DeviceOrder.Key.ID;
        condition.sql("with d as " + (survey.isCommon() ? "" : "materialized ") + "(select "
                + (byId ? "d.device_id" : "d.*") + " from device d where d.catalog_id = $1");
        survey.add(terms, condition, new DeviceTerms(condition, named, now));
        condition.sql(") select d.device_id, " + order.expression() + "::text as key" + more + " from d "
                + (byId ? "" : DeviceRows.GROUPS) + "where true");
        if (behind != null) {
            order.behind(condition, behind);
        }
        return condition.sql(order.orderBy() + " offset ").value(offset, "int").sql(" limit " + limit);
    }

    private static PageCursor place(Row row) {
        DeviceId device = Columns.device(row, "device_id");
        return new PageCursor(device, row.getString("key"));
    }
}
