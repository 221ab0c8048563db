package dev.holdfast.backend.fleet.facet;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.contract.operator.device.DeviceFacets;
import dev.holdfast.contract.operator.device.DeviceFacets.Facet;
import dev.holdfast.contract.operator.filter.Filter;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts that nothing keeps up to date: made by looking at all devices in indexes, kept until somebody looks again later. */
@ApplicationScoped
class KeptCounts {
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final String WANT = """
            insert into facet_counting as c (catalog_id, wanted_at, leased_until) values ($1, $2, $2)
            on conflict (catalog_id) do update set wanted_at = excluded.wanted_at
                where c.wanted_at < excluded.wanted_at - interval '2 seconds'""";
    private static final String STATE = "select counted_at from facet_counting where catalog_id = $1";
    private static final String LEASE_IT = """
            update facet_counting set leased_until = $3 where catalog_id = $1 and leased_until <= $2 returning 1""";
    private static final String CLEAR = "delete from facet_count where catalog_id = $1";
    // Each of an index alone, as far as PostgreSQL knows its pages to be visible to all.
    private static final String COUNT = """
            insert into facet_count (catalog_id, facet, value, devices)
            select $1, 'os', o.os_version, o.devices from (
                select d.os_version, count(*) as devices from device d where d.catalog_id = $1 and d.os_version <> ''
                group by d.os_version order by devices desc limit %1$d) o
            union all
            select $1, 'tag', t.tag, t.devices from (
                select t.tag, count(*) as devices from device_tag t where t.catalog_id = $1
                group by t.tag order by devices desc limit %1$d) t
            union all
            select $1, 'code', c.reason_code, c.devices from (
                select d.reason_code, count(*) as devices from device d where d.catalog_id = $1 and d.reason_code <> ''
                group by d.reason_code order by devices desc limit %1$d) c
            union all
            select $1, 'blocked', '', count(*) from device d where d.catalog_id = $1 and d.blocked_at is not null
            """.formatted(DeviceFacets.MOST_VALUES);
    private static final String DONE = """
            update facet_counting set counted_at = $2, took = clock_timestamp() - now(), leased_until = $2
            where catalog_id = $1""";
    private static final String READ = "select facet, value, devices from facet_count where catalog_id = $1";

    private final Clock clock;

    KeptCounts(Clock clock) {
        this.clock = clock;
    }

    /** Says that somebody looks; returns when was counted last. */
    Uni<Optional<Instant>> want(Sql sql, CatalogId catalog) {
        return sql.update(WANT, catalog, clock.instant())
                .chain(() ->
                        sql.find(STATE, row -> Optional.ofNullable(Columns.instantOrNull(row, "counted_at")), catalog))
                .map(found -> found.flatMap(at -> at));
    }

    /** Takes the counting of a catalog; the item says whether this backend has it. */
    Uni<Boolean> lease(Sql sql, CatalogId catalog) {
        Instant now = clock.instant();
        return sql.find(LEASE_IT, row -> true, catalog, now, now.plus(LEASE)).map(Optional::isPresent);
    }

    /** Counts anew. */
    Uni<Integer> count(Sql sql, CatalogId catalog) {
        return sql.update(CLEAR, catalog)
                .chain(() -> sql.update(COUNT, catalog))
                .chain(() -> sql.update(DONE, catalog, clock.instant()));
    }

    /** Returns what was counted. */
    Uni<List<Facet>> facets(Sql sql, CatalogId catalog) {
        return sql.list(
                        READ,
                        row -> new Kept(row.getString("facet"), row.getString("value"), row.getLong("devices")),
                        catalog)
                .map(KeptCounts::facets);
    }

    private record Kept(String facet, String value, long devices) {}

    private static List<Facet> facets(List<Kept> all) {
        List<Facet> facets = new ArrayList<>();
        for (String field : List.of("os", "tag", "code")) {
            facets.add(Facets.of(field, of(all, field), value -> field + ":" + Filter.written(value), value -> value));
        }
        facets.add(Facets.of("blocked", of(all, "blocked"), value -> "is:blocked", value -> "blocked"));
        return facets;
    }

    private static Map<String, Long> of(List<Kept> all, String facet) {
        Map<String, Long> counts = new LinkedHashMap<>();
        all.stream()
                .filter(kept -> kept.facet().equals(facet))
                .forEach(kept -> counts.put(kept.value(), kept.devices()));
        return counts;
    }
}
