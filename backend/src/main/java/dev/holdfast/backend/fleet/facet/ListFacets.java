package dev.holdfast.backend.fleet.facet;

import dev.holdfast.backend.fleet.DeployedApplications;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.operator.device.DeviceFacets;
import dev.holdfast.contract.operator.device.DeviceFacets.Facet;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells how many devices there are of each kind. In a small catalog, counting is part of the answer. */
@ApplicationScoped
class ListFacets {
    /** So few are counted at once. */
    private static final long FEW = 20_000;

    private static final Duration FRESH = Duration.ofSeconds(2);

    private final Transactions transactions;
    private final KeptCounts kept;
    private final Clock clock;

    ListFacets(Transactions transactions, KeptCounts kept, Clock clock) {
        this.transactions = transactions;
        this.kept = kept;
        this.clock = clock;
    }

    /** Counts the devices in some places of a catalog. Of parts of it only what each group has counters of: the rest is counted by catalog. */
    Uni<DeviceFacets> of(CatalogId catalog, List<Scope> places) {
        return places.contains(Scope.of(catalog))
                ? of(catalog)
                : transactions.inCatalog(
                        catalog,
                        sql -> GroupCounts.of(sql, catalog, places)
                                .map(groups -> new DeviceFacets(present(GroupCounts.facets(groups)), clock.instant())));
    }

    private Uni<DeviceFacets> of(CatalogId catalog) {
        return transactions.inCatalog(
                catalog,
                sql -> GroupCounts.of(sql, catalog, List.of(Scope.of(catalog)))
                        .map(GroupCounts::facets)
                        .chain(groups -> DeployedApplications.of(sql, catalog)
                                .map(applications -> with(groups, Facets.ofApplications(applications))))
                        .chain(now -> kept.want(sql, catalog)
                                .call(counted -> mayCountNow(now, counted)
                                        ? countNow(sql, catalog)
                                        : Uni.createFrom().voidItem())
                                .chain(() -> facets(sql, catalog, now))));
    }

    private static List<Facet> with(List<Facet> facets, Facet more) {
        return Stream.concat(facets.stream(), Stream.of(more)).toList();
    }

    private boolean mayCountNow(List<Facet> now, Optional<Instant> counted) {
        long devices = now.getFirst().values().stream()
                .mapToLong(DeviceFacets.Value::devices)
                .sum();
        return devices <= FEW
                && counted.map(at -> at.plus(FRESH).isBefore(clock.instant())).orElse(true);
    }

    private Uni<?> countNow(Sql sql, CatalogId catalog) {
        return kept.lease(sql, catalog)
                .chain(ours ->
                        ours ? kept.count(sql, catalog) : Uni.createFrom().item(0));
    }

    private Uni<DeviceFacets> facets(Sql sql, CatalogId catalog, List<Facet> now) {
        return kept.want(sql, catalog)
                .chain(counted -> kept.facets(sql, catalog)
                        .map(rest -> new DeviceFacets(
                                present(Stream.concat(now.stream(), rest.stream())
                                        .toList()),
                                counted.orElse(null))));
    }

    private static List<Facet> present(List<Facet> facets) {
        return facets.stream().filter(facet -> !facet.values().isEmpty()).toList();
    }
}
