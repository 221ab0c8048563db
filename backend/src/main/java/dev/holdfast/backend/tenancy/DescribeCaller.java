package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.authority.Grant;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Membership;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.identity.ScopedRole;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Describes the caller and their roles in existing catalogs, products and device groups. */
@ApplicationScoped
public class DescribeCaller {
    private static final String NAMES = """
            select p.name as product, g.name as grp
            from product p left join device_group g
              on g.catalog_id = p.catalog_id and g.product_id = p.product_id and g.group_id = $3
            where p.catalog_id = $1 and p.product_id = $2""";

    private final CatalogDirectory directory;
    private final Transactions transactions;
    private final KeycloakRealm realm;

    DescribeCaller(CatalogDirectory directory, Transactions transactions, KeycloakRealm realm) {
        this.directory = directory;
        this.transactions = transactions;
        this.realm = realm;
    }

    public Uni<Me> describe(Caller caller) {
        return directory
                .all()
                .chain(catalogs -> scopedRoles(caller, catalogs)
                        .map(scopedRoles -> new Me(
                                caller.name(),
                                caller.displayName(),
                                caller.installationOwner(),
                                memberships(caller, catalogs),
                                scopedRoles,
                                realm.isOpen() && managesMembers(caller))));
    }

    /** Returns whether the caller may manage members in some scope. Such callers may also find people. */
    private static boolean managesMembers(Caller caller) {
        return caller.authority().grants().stream()
                .anyMatch(grant -> caller.authority().may(Permission.MANAGE_MEMBERS, grant.scope()));
    }

    private static List<Membership> memberships(Caller caller, List<CatalogRef> catalogs) {
        return catalogs.stream()
                .flatMap(catalog -> Optional.of(caller.authority().rolesAt(Scope.of(catalog.id())))
                        .filter(roles -> !roles.isEmpty())
                        .map(roles -> new Membership(catalog.name(), catalog.displayName(), roles.getFirst(), roles))
                        .stream())
                .toList();
    }

    private Uni<List<ScopedRole>> scopedRoles(Caller caller, List<CatalogRef> catalogs) {
        Map<CatalogId, CatalogRef> byId =
                catalogs.stream().collect(Collectors.toMap(CatalogRef::id, Function.identity()));
        return Multi.createFrom()
                .items(caller.authority().scopedGrants().stream()
                        // Roles in deleted catalogs have no effect.
                        .filter(grant -> byId.containsKey(grant.scope().catalog())))
                .onItem()
                .transformToUniAndConcatenate(grant -> scopedRole(grant, byId))
                .select()
                .where(Optional::isPresent)
                .map(Optional::get)
                .collect()
                .asList()
                .map(found -> found.stream()
                        .sorted(Comparator.comparing(ScopedRole::catalog).thenComparing(ScopedRole::product))
                        .toList());
    }

    private Uni<Optional<ScopedRole>> scopedRole(Grant grant, Map<CatalogId, CatalogRef> catalogs) {
        Scope scope = grant.scope();
        CatalogRef catalog = Objects.requireNonNull(catalogs.get(scope.catalog()), "a grant is in a catalog");
        return transactions.inCatalog(
                scope.catalog(),
                tx -> tx.find(
                        NAMES,
                        row -> new ScopedRole(
                                catalog.name(),
                                catalog.displayName(),
                                row.getString("product"),
                                row.getString("grp"),
                                grant.role()),
                        scope.catalog(),
                        scope.product(),
                        scope.group()));
    }
}
