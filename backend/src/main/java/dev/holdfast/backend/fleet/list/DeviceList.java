package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.fleet.DeviceRows;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
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
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one list, in a transaction: which devices, in which order. Each reads a number of devices that has nothing to do
 * with how many there are: either a filter is common, and those that come next in order are looked at until a page is full; or it
 * is rare, and an index has those that meet it. Which of the two, a {@link Survey} says and not PostgreSQL, whose
 * statistics are of all catalogs together.
 */
final class DeviceList {
    /** What is looked at for one page at most where the survey said that it would do. */
    private static final int LOOK = 10 * Survey.MOST;

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

    /** Begins a list. */
    static Uni<DeviceList> of(Sql sql, CatalogId catalog, Filter filter, Instant now) {
        return NamedThings.of(sql, catalog, filter, now)
                .map(named -> new DeviceList(sql, catalog, filter.terms(), named, now));
    }

    /** Looks at the first devices of the catalog. */
    Uni<Survey> survey() {
        Condition condition = new Condition(catalog);
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
    Condition all(Survey survey) {
        return select("d.*", survey);
    }

    private Condition select(String what, Survey survey) {
        Condition condition = new Condition(catalog).sql("select " + what + " from device d where d.catalog_id = $1");
        survey.add(terms, condition, new DeviceTerms(condition, named, now));
        return condition;
    }

    /** Counts those that meet a rare filter. */
    Uni<Long> count(Survey survey) {
        Condition condition = select("count(*) as total", survey);
        return sql.one(condition.text(), row -> row.getLong("total"), condition.parameters());
    }

    /** Returns the next places behind a place, or from an offset: fewer than asked for when there are no more. */
    Uni<List<PageCursor>> places(Survey survey, DeviceOrder order, @Nullable PageCursor behind, int offset, int limit) {
        if (ByHour.isMeant(survey, order, behind)) {
            return ByHour.places(this, survey, order, behind, offset, limit);
        }
        if (order.key() == DeviceOrder.Key.TRUST && offset == 0 && !survey.sawAll()) {
            List<String> trusts = order.descending() ? DeviceOrder.TRUSTS.reversed() : DeviceOrder.TRUSTS;
            int from = behind == null ? 0 : trusts.indexOf(DeviceOrder.TRUSTS.get(Integer.parseInt(behind.key()) - 1));
            return ofTrusts(trusts.subList(from, trusts.size()), behind, limit, List.of());
        }
        if (order.key() == DeviceOrder.Key.ID && offset == 0 && survey.isCommon() && !survey.sawAll()) {
            Condition walk = walk(order, behind, limit);
            return sql.list(walk.text(), DeviceList::place, walk.parameters())
                    .chain(found -> found.size() == limit
                            ? Uni.createFrom().item(found)
                            : gather(survey, order, behind, offset, limit));
        }
        return gather(survey, order, behind, offset, limit);
    }

    /** One trust after the other, each in the order of IDs. */
    private Uni<List<PageCursor>> ofTrusts(
            List<String> trusts, @Nullable PageCursor behind, int limit, List<PageCursor> found) {
        if (trusts.isEmpty() || found.size() == limit) {
            return Uni.createFrom().item(found);
        }
        String trust = trusts.getFirst();
        int rank = DeviceOrder.TRUSTS.indexOf(trust) + 1;
        DeviceList list = narrowed(DeviceTerms.TRUST, trust);
        DeviceOrder byId = new DeviceOrder(DeviceOrder.Key.ID, false);
        return list.survey()
                .chain(survey -> list.places(survey, byId, behind, 0, limit - found.size()))
                .chain(more -> {
                    List<PageCursor> all = new ArrayList<>(found);
                    more.forEach(place -> all.add(new PageCursor(place.device(), Integer.toString(rank))));
                    return ofTrusts(trusts.subList(1, trusts.size()), null, limit, all);
                });
    }

    private DeviceList narrowed(String field, String value) {
        List<Term> narrowed = new ArrayList<>(terms);
        narrowed.add(new Filter.Field(false, field, List.of(new Filter.Value(Filter.Comparison.SAME, value))));
        return new DeviceList(sql, catalog, narrowed, named, now);
    }

    /** Reads the hour of a place; one that nobody gave leads nowhere. */
    static OffsetDateTime hour(String text) {
        try {
            return OffsetDateTime.ofInstant(Instant.parse(text), ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw PageCursor.foreign();
        }
    }

    /** Returns places of devices that were last seen in one hour, in the order of IDs. */
    Uni<List<PageCursor>> ofHour(OffsetDateTime hour, @Nullable DeviceId behind, int limit) {
        DeviceList list = narrowed(DeviceTerms.SEEN_HOUR, hour.toInstant().toString());
        PageCursor from = behind == null ? null : new PageCursor(behind, "");
        return list.survey()
                .chain(survey -> list.places(survey, new DeviceOrder(DeviceOrder.Key.ID, false), from, 0, limit))
                .map(found -> found.stream()
                        .map(place -> ByHour.place(place.device(), hour))
                        .toList());
    }

    /** Looks at the devices of the next hours, as they stand in the index. */
    Uni<ByHour.Look> hours(DeviceOrder order, @Nullable OffsetDateTime from, int limit) {
        String way = order.descending() ? " desc" : "";
        Condition condition =
                new Condition(catalog).sql("with c as materialized (select d.* from device d where d.catalog_id = $1");
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
        DeviceTerms as = new DeviceTerms(condition, named, now);
        terms.forEach(term -> {
            condition.sql(" and ");
            as.add(term, DeviceTerms.By.ROW);
        });
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
    private Condition walk(DeviceOrder order, @Nullable PageCursor behind, int limit) {
        Condition condition = new Condition(catalog);
        condition.sql("select d.device_id, '' as key from (select * from device d where d.catalog_id = $1");
        if (behind != null) {
            order.behind(condition, behind);
        }
        condition.sql(order.orderBy() + " limit " + LOOK + ") d where true");
        DeviceTerms as = new DeviceTerms(condition, named, now);
        terms.forEach(term -> {
            condition.sql(" and ");
            as.add(term, DeviceTerms.By.ROW);
        });
        return condition.sql(order.orderBy() + " limit " + limit);
    }

    /** Takes all that meet the filter, and the next of them in order. */
    Uni<List<PageCursor>> gather(Survey survey, DeviceOrder order, @Nullable PageCursor behind, int offset, int limit) {
        Condition condition = new Condition(catalog);
        condition.sql("with d as " + (survey.isCommon() ? "" : "materialized ")
                + "(select d.* from device d where d.catalog_id = $1");
        survey.add(terms, condition, new DeviceTerms(condition, named, now));
        condition.sql(") select d.device_id, " + order.expression() + "::text as key " + "from d " + DeviceRows.GROUPS
                + "where true");
        if (behind != null) {
            order.behind(condition, behind);
        }
        condition.sql(order.orderBy() + " offset ").value(offset, "int").sql(" limit " + limit);
        return sql.list(condition.text(), DeviceList::place, condition.parameters());
    }

    private static PageCursor place(Row row) {
        DeviceId device = Columns.device(row, "device_id");
        return new PageCursor(device, row.getString("key"));
    }
}
