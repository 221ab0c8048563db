package dev.holdfast.backend.fleet.facet;

import dev.holdfast.backend.fleet.DeployedApplications;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.operator.device.DeviceFacets;
import dev.holdfast.contract.operator.device.DeviceFacets.Facet;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;

/** Tells how many devices there are of each kind. */
@ApplicationScoped
class ListFacets {
    private final Transactions transactions;
    private final FacetCounts counts;

    ListFacets(Transactions transactions, FacetCounts counts) {
        this.transactions = transactions;
        this.counts = counts;
    }

    /** Counts the devices in some places of a catalog. Of parts of it only what each group has counters of: the rest is counted by catalog. */
    Uni<DeviceFacets> of(CatalogId catalog, List<Scope> places) {
        return places.contains(Scope.of(catalog))
                ? counted(catalog)
                        .chain(facets -> counts.of(catalog)
                                .map(rest -> new DeviceFacets(present(facets, rest.facets()), rest.at())))
                : transactions.inCatalog(
                        catalog,
                        tx -> GroupCounts.of(tx, places)
                                .map(groups ->
                                        new DeviceFacets(present(GroupCounts.facets(groups), List.of()), tx.now())));
    }

    /** What counters have. */
    private Uni<List<Facet>> counted(CatalogId catalog) {
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
}
