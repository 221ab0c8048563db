package dev.holdfast.backend.fleet.facet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.holdfast.backend.fleet.DeployedApplications;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.operator.device.DeviceFacets;
import dev.holdfast.contract.operator.device.DeviceFacets.Facet;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts devices by facet. Facets without a counter are counted by a query, and cached for {@value #CACHE_FACTOR} times the query's
 * duration.
 */
@ApplicationScoped
class ListFacets {
    /** Ratio of cache time to query time. It limits the queries of a catalog to 2 % of a core per backend. */
    private static final int CACHE_FACTOR = 50;

    private static final long MAX_CATALOGS = 1_000;

    // Each part is an index-only scan, as far as the visibility map allows.
    private static final String COUNT = """
            (select 'os' as facet, d.os_version as value, count(*) as devices from device d
            where d.catalog_id = $1 and d.os_version <> '' group by d.os_version order by devices desc limit %1$d)
            union all
            (select 'tag', t.tag, count(*) as devices from device_tag t
            where t.catalog_id = $1 group by t.tag order by devices desc limit %1$d)
            union all
            (select 'code', d.reason_code, count(*) as devices from device d
            where d.catalog_id = $1 and d.reason_code <> '' group by d.reason_code order by devices desc limit %1$d)
            union all
            (select 'blocked', '', count(*) from device d where d.catalog_id = $1 and d.blocked_at is not null)
            """.formatted(DeviceFacets.MAX_VALUES);

    private final Transactions transactions;
    private final Clock clock;
    private final Cache<CatalogId, Counted> cache =
            Caffeine.newBuilder().maximumSize(MAX_CATALOGS).build();

    ListFacets(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Counts the devices in some scopes. Unless the scopes include the whole catalog, returns only the facets that are counted by group
     * ({@link GroupCounts}).
     */
    Uni<DeviceFacets> of(CatalogId catalog, List<Scope> scopes) {
        return scopes.contains(Scope.of(catalog))
                ? counterFacets(catalog)
                        .chain(facets -> queriedFacets(catalog)
                                .map(rest -> new DeviceFacets(present(facets, rest.facets()), rest.at())))
                : transactions.inCatalog(
                        catalog,
                        tx -> GroupCounts.of(tx, scopes)
                                .map(groups ->
                                        new DeviceFacets(present(GroupCounts.facets(groups), List.of()), tx.now())));
    }

    private Uni<List<Facet>> counterFacets(CatalogId catalog) {
        return transactions.inCatalog(
                catalog,
                tx -> GroupCounts.of(tx, List.of(Scope.of(catalog)))
                        .map(GroupCounts::facets)
                        .chain(groups -> DeployedApplications.of(tx)
                                .map(applications -> Stream.concat(
                                                groups.stream(), Stream.of(Facets.ofApplications(applications)))
                                        .toList())));
    }

    private static List<Facet> present(List<Facet> some, List<Facet> more) {
        return Stream.concat(some.stream(), more.stream())
                .filter(facet -> !facet.values().isEmpty())
                .toList();
    }

    /**
     * Cached counts.
     *
     * @param facets the facets; empty if counting took too long
     * @param at time of the query; null if counting took too long
     * @param until expiry of the cache entry
     */
    private record Counted(List<Facet> facets, @Nullable Instant at, Instant until) {}

    private record Count(String facet, String value, long devices) {}

    /** Returns the facets that have no counters, from the cache or by a query. */
    private Uni<Counted> queriedFacets(CatalogId catalog) {
        Instant begun = clock.instant();
        Counted known = cache.getIfPresent(catalog);
        return known != null && begun.isBefore(known.until())
                ? Uni.createFrom().item(known)
                : facets(catalog)
                        .map(facets -> new Counted(facets, begun, until(begun)))
                        .onFailure(ListFacets::isTimeout)
                        .recoverWithItem(() -> new Counted(List.of(), null, until(begun)))
                        .invoke(counted -> cache.put(catalog, counted));
    }

    private Instant until(Instant begun) {
        Instant now = clock.instant();
        return now.plus(Duration.between(begun, now).multipliedBy(CACHE_FACTOR));
    }

    private static boolean isTimeout(Throwable failure) {
        return failure instanceof ProblemException problem && problem.type() == ProblemType.FILTER_TOO_BROAD;
    }

    private Uni<List<Facet>> facets(CatalogId catalog) {
        return transactions
                .listPage(
                        catalog,
                        tx -> tx.list(
                                COUNT,
                                row -> new Count(
                                        row.getString("facet"), row.getString("value"), row.getLong("devices")),
                                catalog))
                .map(ListFacets::facets);
    }

    private static List<Facet> facets(List<Count> all) {
        List<Facet> facets = new ArrayList<>();
        for (String field : List.of("os", "tag", "code")) {
            facets.add(Facets.of(field, of(all, field), value -> field + ":" + Filter.quote(value), value -> value));
        }
        facets.add(Facets.of("blocked", of(all, "blocked"), value -> "is:blocked", value -> "blocked"));
        return facets;
    }

    private static Map<String, Long> of(List<Count> all, String facet) {
        Map<String, Long> counts = new LinkedHashMap<>();
        all.stream()
                .filter(count -> count.facet().equals(facet))
                .forEach(count -> counts.put(count.value(), count.devices()));
        return counts;
    }
}
