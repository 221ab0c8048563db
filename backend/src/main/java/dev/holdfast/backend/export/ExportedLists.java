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
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.problem.ProblemType;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** All lists, by their names. */
@ApplicationScoped
class ExportedLists {
    private final List<Listing<?>> lists;

    ExportedLists(@All List<Listing<?>> lists) {
        this.lists = lists;
    }

    /**
     * Returns what of a catalog's list is asked for, where the caller may read; fails with {@code not-found} for a name of none, and with
     * {@code forbidden} where that is in a part of the catalog alone and the list knows no parts. Of a list that is the caller's own, that.
     */
    Wanted<?> ofCatalog(String name, Access access, ExportParameters asked) {
        CatalogId catalog = access.catalog();
        List<Scope> places = access.caller().authority().placesIn(catalog, Act.READ);
        Listing<?> list = named(name);
        if (list instanceof ListingOfCaller<?> ofCaller) {
            return of(ofCaller, access, asked);
        }
        return places.contains(Scope.of(catalog))
                ? all(list, access, catalog, asked)
                : in(places, requireInPlaces(list), access, asked);
    }

    /** Returns what of the installation's list is asked for. */
    Wanted<?> ofInstallation(String name, Access access, ExportParameters asked) {
        return all(named(name), access, CatalogId.INSTALLATION, asked);
    }

    private Listing<?> named(String name) {
        return lists.stream()
                .filter(list -> list.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.missing("A list " + name));
    }

    private static ListingInScopes<?> requireInPlaces(Listing<?> list) {
        if (list instanceof ListingInScopes<?> inPlaces) {
            return inPlaces;
        }
        throw ProblemException.of(
                ProblemType.FORBIDDEN,
                "Exporting " + list.name()
                        + " needs a role in the whole catalog; you have a role in a part of it only.");
    }

    private static <V> Wanted<V> of(ListingOfCaller<V> list, Access access, ExportParameters asked) {
        return whole(
                list,
                access,
                access.catalog(),
                list.pages(access.caller(), access.catalog(), asked.filter(), asked.sort()),
                asked);
    }

    private static <V> Wanted<V> all(Listing<V> list, Access access, CatalogId catalog, ExportParameters asked) {
        return whole(list, access, catalog, list.pages(catalog, asked.filter(), asked.sort()), asked);
    }

    private static <V> Wanted<V> whole(
            Listing<V> list, Access access, CatalogId catalog, Pages<V> pages, ExportParameters asked) {
        return new Wanted<>(
                access.caller().name(),
                catalog,
                list.name(),
                tx -> Uni.createFrom().item(""),
                pages,
                Fields.of(list.type(), asked.fields()));
    }

    private static <V> Wanted<V> in(
            List<Scope> places, ListingInScopes<V> list, Access access, ExportParameters asked) {
        CatalogId catalog = access.catalog();
        return new Wanted<>(
                access.caller().name(),
                catalog,
                list.name(),
                tx -> ScopeTitles.of(tx, places),
                list.pages(catalog, places, asked.filter(), asked.sort()),
                Fields.of(list.type(), asked.fields()));
    }
}
