package dev.holdfast.backend.export;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.list.ExportList.Wanted;
import dev.holdfast.backend.platform.list.Fields;
import dev.holdfast.backend.platform.list.Listing;
import dev.holdfast.backend.platform.list.Pages;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.ListingOfCaller;
import dev.holdfast.backend.tenancy.ScopeTitles;
import dev.holdfast.backend.tenancy.authority.ListingInScopes;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.problem.ProblemType;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** All lists, by their names. */
@ApplicationScoped
class ExportedLists {
    private final List<Listing<?>> lists;
    private final Access access;

    ExportedLists(@All List<Listing<?>> lists, Access access) {
        this.lists = lists;
        this.access = access;
    }

    /**
     * Returns what of a catalog's list is asked for, where the caller may read; fails with {@code not-found} for a name of none, and with
     * {@code forbidden} where that is in a part of the catalog alone and the list knows no parts. Of a list that is the caller's own, that.
     */
    Wanted<?> ofCatalog(String name, ExportParameters asked) {
        CatalogId catalog = access.catalog();
        List<Scope> places = access.caller().authority().scopesIn(catalog, Permission.READ);
        return switch (named(name)) {
            case ListingOfCaller<?> list -> ofCaller(list, catalog, asked);
            case Listing<?> list when places.contains(Scope.of(catalog)) -> whole(list, catalog, asked);
            case ListingInScopes<?> list -> in(places, list, catalog, asked);
            case Listing<?> list ->
                throw ProblemException.of(
                        ProblemType.FORBIDDEN,
                        "Exporting " + list.name()
                                + " needs a role in the whole catalog; you have a role in a part of it only.");
        };
    }

    /** Returns what of the installation's list is asked for. */
    Wanted<?> ofInstallation(String name, ExportParameters asked) {
        return whole(named(name), CatalogId.INSTALLATION, asked);
    }

    private Listing<?> named(String name) {
        return lists.stream()
                .filter(list -> list.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.missing("A list " + name));
    }

    private <V> Wanted<V> ofCaller(ListingOfCaller<V> list, CatalogId catalog, ExportParameters asked) {
        return wanted(
                list,
                catalog,
                List.of(Scope.of(catalog)),
                list.pages(access.caller(), catalog, asked.filter(), asked.sort()),
                asked);
    }

    private <V> Wanted<V> whole(Listing<V> list, CatalogId catalog, ExportParameters asked) {
        return wanted(
                list, catalog, List.of(Scope.of(catalog)), list.pages(catalog, asked.filter(), asked.sort()), asked);
    }

    private <V> Wanted<V> in(List<Scope> places, ListingInScopes<V> list, CatalogId catalog, ExportParameters asked) {
        return wanted(list, catalog, places, list.pages(catalog, places, asked.filter(), asked.sort()), asked);
    }

    private <V> Wanted<V> wanted(
            Listing<V> list, CatalogId catalog, List<Scope> places, Pages<V> pages, ExportParameters asked) {
        return new Wanted<>(
                access.caller().name(),
                catalog,
                list.name(),
                tx -> ScopeTitles.of(tx, places),
                pages,
                Fields.of(list.type(), asked.fields()));
    }
}
