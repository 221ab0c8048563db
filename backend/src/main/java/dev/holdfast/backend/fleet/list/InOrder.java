package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.contract.operator.filter.Age;
import dev.holdfast.contract.operator.filter.Filter;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An order that indexes have: the devices that come next in each are looked at until the page is full, and what the indexes gave is merged.
 * Behind them come devices without a value, in the order of IDs. Where a filter fits so few of those that come next that a bounded look does
 * not fill the page, whatever meets it is put in order.
 */
final class InOrder {
    private static final String TEXT = "'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'";
    /** How many are looked at first, and if that was not enough. */
    private static final List<Integer> LOOKS = List.of(Survey.MOST / 2, 10 * Survey.MOST);

    private final Sql sql;
    private final DeviceList list;
    private final DeviceOrder order;
    private final @Nullable PageCursor behind;
    private final int limit;

    private InOrder(Sql sql, DeviceList list, DeviceOrder order, @Nullable PageCursor behind, int limit) {
        this.sql = sql;
        this.list = list;
        this.order = order;
        this.behind = behind;
        this.limit = limit;
    }

    /**
     * An index that has some of the devices in the order.
     *
     * @param trusts which those are, by their trust
     * @param from a query of them without its end: of a device, or of its ID alone as {@code id}, and {@code place}
     * @param column what is ordered by, in that query
     * @param whole whether it is of devices
     */
    private record Source(Set<String> trusts, String from, String column, boolean whole) {
        static Source ofDevices(String column, String which, String... trusts) {
            return new Source(
                    Set.of(trusts),
                    "select d.*, " + column + " as place from device d where d.catalog_id = $1 and " + which,
                    column,
                    true);
        }

        static Source ofMilestones(String column) {
            return new Source(
                    Set.copyOf(DeviceOrder.TRUSTS),
                    "select m.device_id as id, " + column
                            + " as place from device_milestone m where m.catalog_id = $1 and " + column
                            + " is not null",
                    column,
                    false);
        }
    }

    /** Returns the next places. */
    static Uni<List<PageCursor>> places(
            Sql sql,
            DeviceList list,
            DeviceOrder order,
            @Nullable PageCursor behind,
            int limit,
            Supplier<Uni<List<PageCursor>>> all) {
        InOrder way = new InOrder(sql, list, order, behind, limit);
        if (behind != null && behind.key().equals(order.none())) {
            return way.rest(behind, List.of());
        }
        List<Source> sources = way.sources();
        // One alone is in order as PostgreSQL has it: names by their bytes, which is not the order of Java's
        // characters.
        return (sources.size() == 1 ? way.of(sources.getFirst(), LOOKS) : way.merged(sources, List.of()))
                .chain(found -> found.isPresent() ? way.rest(null, found.get()) : all.get());
    }

    private List<Source> sources() {
        Set<String> wanted = list.trusts();
        List<Source> all = switch (order.key()) {
            case CLAIMED_AT -> List.of(Source.ofMilestones("m.claimed_at"));
            case TRUST_SINCE -> List.of(Source.ofMilestones("m.trust_since"));
            case NAME -> List.of(new Source(Set.copyOf(DeviceOrder.TRUSTS), "", "", false));
            case LAST_ATTESTATION ->
                DeviceOrder.TRUSTS.stream()
                        .map(trust -> Source.ofDevices(
                                "d.last_attestation",
                                "d.trust = '" + trust + "' and d.last_attestation is not null",
                                trust))
                        .toList();
            case CERTIFICATE_DUE ->
                List.of(
                        Source.ofDevices(
                                "d.last_attestation",
                                "d.trust = 'TRUSTED' and d.last_attestation is not null",
                                "TRUSTED"),
                        Source.ofDevices(
                                "d.certificate_expires",
                                "d.trust <> 'TRUSTED' and d.certificate_expires is not null",
                                "OUTDATED",
                                "UNTRUSTED",
                                "UNKNOWN"));
            default -> throw new IllegalStateException("no index has the order of " + order.key());
        };
        return all.stream()
                .filter(source -> source.trusts().stream().anyMatch(wanted::contains))
                .toList();
    }

    /** Several in the order of time; empty when one of them did not fill the page, though it may have more. */
    private Uni<Optional<List<PageCursor>>> merged(List<Source> left, List<PageCursor> found) {
        if (left.isEmpty()) {
            Comparator<PageCursor> byKey = Comparator.comparing(PageCursor::key);
            return Uni.createFrom()
                    .item(Optional.of(found.stream()
                            .sorted((order.descending() ? byKey.reversed() : byKey).thenComparing(PageCursor::device))
                            .limit(limit)
                            .toList()));
        }
        return of(left.getFirst(), LOOKS)
                .chain(some -> some.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : merged(
                                left.subList(1, left.size()),
                                Stream.concat(found.stream(), some.get().stream())
                                        .toList()));
    }

    private Uni<Optional<List<PageCursor>>> of(Source source, List<Integer> looks) {
        int look = Math.max(looks.getFirst(), 2 * limit);
        SqlBuilder walk = walk(source, look);
        return sql.list(walk.text(), InOrder::place, walk.parameters()).chain(found -> {
            if (found.size() == limit) {
                return Uni.createFrom().item(Optional.of(found));
            }
            SqlBuilder beyond = new SqlBuilder(list.catalog()).sql("select 1 from (");
            begin(beyond, source, look + 1);
            beyond.sql(") k offset ").value(look, "int");
            return sql.find(beyond.text(), row -> true, beyond.parameters()).chain(more -> {
                if (more.isEmpty()) {
                    return Uni.createFrom().item(Optional.of(found));
                }
                return looks.size() == 1
                        ? Uni.createFrom().item(Optional.empty())
                        : of(source, looks.subList(1, looks.size()));
            });
        });
    }

    private SqlBuilder walk(Source source, int look) {
        SqlBuilder condition = new SqlBuilder(list.catalog());
        boolean name = order.key() == DeviceOrder.Key.NAME;
        String place = isDue(source) ? "(k.place + " + DeviceOrder.LIFE + ")" : "k.place";
        condition.sql("select d.device_id, "
                + (name ? "k.place" : "to_char(" + place + " at time zone 'UTC', " + TEXT + ")") + " as key from (");
        begin(condition, source, look);
        condition.sql(") k cross join lateral ");
        // The row itself, or the device by its key: nothing else than one after the other.
        condition.sql(
                source.whole()
                        ? "(select k.*) d"
                        : "(select d.* from device d where d.catalog_id = $1 and d.device_id = k.id offset 0) d");
        condition.sql(" where true");
        if (isDue(source)) {
            condition.sql(" and d.certificate_expires is not null");
        }
        list.rows(condition);
        String way = order.descending() ? name ? " using ~>~" : " desc" : name ? " using ~<~" : "";
        return condition.sql(
                " order by k.place" + way + ", " + (source.whole() ? "k.device_id" : "k.id") + " limit " + limit);
    }

    private void begin(SqlBuilder condition, Source source, int look) {
        if (order.key() == DeviceOrder.Key.NAME) {
            byName(condition, look);
            return;
        }
        condition.sql(source.from());
        if (behind != null) {
            String id = source.whole() ? "d.device_id" : "m.device_id";
            condition.sql(" and " + source.column() + (order.descending() ? " <= " : " >= "));
            key(condition, source, behind);
            condition.sql(" and (" + source.column() + (order.descending() ? " < " : " > "));
            key(condition, source, behind);
            condition.sql(" or " + id + " > ").value(behind.device(), "bytea").sql(")");
        }
        condition.sql(" order by " + source.column() + (order.descending() ? " desc" : "")
                + (source.whole() ? ", d.device_id" : ", m.device_id") + " limit " + look);
    }

    private void byName(SqlBuilder condition, int look) {
        condition.sql("select n.device_id as id, n.place from devices_by_name(");
        if (behind == null) {
            condition.sql("null, null");
        } else {
            condition.value(behind.key(), "text").sql(", ").value(behind.device(), "bytea");
        }
        condition.sql(", " + order.descending() + ", " + look + ") n where $1::uuid = current_catalog_id()");
    }

    private void key(SqlBuilder condition, Source source, PageCursor place) {
        condition
                .sql("((")
                .value(place.key(), "text")
                .sql(")::timestamptz" + (isDue(source) ? " - " + DeviceOrder.LIFE : "") + ")");
    }

    private boolean isDue(Source source) {
        return order.key() == DeviceOrder.Key.CERTIFICATE_DUE && source.trusts().contains("TRUSTED");
    }

    /** Fills the page with devices that have no value. */
    private Uni<List<PageCursor>> rest(@Nullable PageCursor from, List<PageCursor> found) {
        if (found.size() == limit || order.key() == DeviceOrder.Key.CLAIMED_AT) {
            return Uni.createFrom().item(found);
        }
        Filter.Field none = switch (order.key()) {
            case NAME -> term(true, "is", "named");
            case TRUST_SINCE -> term(false, DeviceTerms.TRUST_SINCE, Age.NEVER);
            case LAST_ATTESTATION -> term(false, "attested", Age.NEVER);
            default -> term(false, "expires", Age.NEVER);
        };
        return list.narrowed(none)
                .byId(from == null ? null : new PageCursor(from.device(), ""), limit - found.size())
                .map(more -> {
                    List<PageCursor> all = new ArrayList<>(found);
                    more.forEach(place -> all.add(new PageCursor(place.device(), order.none())));
                    return all;
                });
    }

    private static Filter.Field term(boolean negated, String field, String value) {
        return new Filter.Field(negated, field, List.of(new Filter.Value(Filter.Comparison.SAME, value)));
    }

    private static PageCursor place(Row row) {
        return new PageCursor(Columns.device(row, "device_id"), row.getString("key"));
    }
}
