package dev.holdfast.backend.export;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.list.ExportList.ExportRequest;
import dev.holdfast.backend.platform.list.Fields;
import dev.holdfast.backend.platform.list.Listing;
import dev.holdfast.backend.platform.list.Pages;
import dev.holdfast.backend.platform.list.ShortListing;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.backend.tenancy.CallerListing;
import dev.holdfast.backend.tenancy.ScopeTitles;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.tenancy.authority.ScopedListing;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.problem.ProblemType;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All lists that can be exported, by name. */
@ApplicationScoped
class ExportedLists {
    private final List<Listing<?>> lists;
    private final List<ShortListing<?>> shortLists;
    private final Access access;

    ExportedLists(@All List<Listing<?>> lists, @All List<ShortListing<?>> shortLists, Access access) {
        this.lists = lists;
        this.shortLists = shortLists;
        this.access = access;
    }

    /**
     * Returns the requested rows that the caller can read of a catalog's list. Fails with {@code not-found} for an unknown list, and with
     * {@code forbidden} if the list can only be exported as a whole and the caller cannot read the whole catalog.
     */
    ExportRequest<?> ofCatalog(String name, ExportParameters parameters) {
        CatalogId catalog = access.catalog();
        List<Scope> scopes = access.caller().authority().scopesIn(catalog, Permission.READ);
        Optional<ShortListing<?>> shortList =
                shortLists.stream().filter(list -> list.name().equals(name)).findFirst();
        if (shortList.isPresent()) {
            return requestShort(shortList.get(), scopes, catalog, parameters);
        }
        return switch (named(name)) {
            case CallerListing<?> list -> requestOfCaller(scopes, list, catalog, parameters);
            case Listing<?> list when scopes.contains(Scope.of(catalog)) -> requestAll(list, catalog, parameters);
            case ScopedListing<?> list -> requestInScopes(scopes, list, catalog, parameters);
            case Listing<?> list -> throw wholeCatalogOnly(list.name());
        };
    }

    private static ProblemException wholeCatalogOnly(String list) {
        return ProblemException.of(
                ProblemType.FORBIDDEN,
                "Exporting " + list
                        + " requires a role in the whole catalog; your role covers only some of its products or device groups.");
    }

    private <V> ExportRequest<V> requestShort(
            ShortListing<V> list, List<Scope> scopes, CatalogId catalog, ExportParameters parameters) {
        if (!list.isScoped() && !scopes.contains(Scope.of(catalog))) {
            throw wholeCatalogOnly(list.name());
        }
        new Checks()
                .that(isAbsent(parameters.filter()), "filter", "must be absent; this list has no filter")
                .that(isAbsent(parameters.sort()), "sort", "must be absent; this list has one order")
                .done();
        return new ExportRequest<>(
                access.caller().name(),
                catalog,
                list.name(),
                tx -> ScopeTitles.of(tx, scopes),
                list.pages(catalog),
                Fields.of(list.type(), parameters.fields()));
    }

    private static boolean isAbsent(@Nullable String parameter) {
        return parameter == null || parameter.isBlank();
    }

    /** Returns the requested rows of a list of the installation. */
    ExportRequest<?> ofInstallation(String name, ExportParameters parameters) {
        return requestAll(named(name), CatalogId.INSTALLATION, parameters);
    }

    private Listing<?> named(String name) {
        return lists.stream()
                .filter(list -> list.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.missing("List " + name));
    }

    private <V> ExportRequest<V> requestOfCaller(
            List<Scope> scopes, CallerListing<V> list, CatalogId catalog, ExportParameters parameters) {
        return request(
                list,
                catalog,
                scopes,
                list.pages(access.caller(), catalog, parameters.filter(), parameters.sort()),
                parameters);
    }

    private <V> ExportRequest<V> requestAll(Listing<V> list, CatalogId catalog, ExportParameters parameters) {
        return request(
                list,
                catalog,
                List.of(Scope.of(catalog)),
                list.pages(catalog, parameters.filter(), parameters.sort()),
                parameters);
    }

    private <V> ExportRequest<V> requestInScopes(
            List<Scope> scopes, ScopedListing<V> list, CatalogId catalog, ExportParameters parameters) {
        return request(
                list, catalog, scopes, list.pages(catalog, scopes, parameters.filter(), parameters.sort()), parameters);
    }

    private <V> ExportRequest<V> request(
            Listing<V> list, CatalogId catalog, List<Scope> scopes, Pages<V> pages, ExportParameters parameters) {
        return new ExportRequest<>(
                access.caller().name(),
                catalog,
                list.name(),
                tx -> ScopeTitles.of(tx, scopes),
                pages,
                Fields.of(list.type(), parameters.fields()));
    }
}
