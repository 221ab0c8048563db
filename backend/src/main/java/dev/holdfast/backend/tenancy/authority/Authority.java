package dev.holdfast.backend.tenancy.authority;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.identity.Role;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that a caller may do: the only place that decides it.
 *
 * @param grants the caller's roles; what they allow adds up
 * @param limit what the token that the caller came with allows at most; null when they signed in themselves
 */
public record Authority(List<Grant> grants, @Nullable Grant limit) {
    /** What takes somebody who signed in: else whoever has a token could make themselves more of them, or be two persons. */
    private static final Set<Permission> NOT_BY_TOKEN = Set.of(Permission.MANAGE_MEMBERS, Permission.APPROVE);

    /** Copies the list. */
    public Authority {
        grants = List.copyOf(grants);
    }

    /** Makes that of somebody who signed in. */
    public Authority(List<Grant> grants) {
        this(grants, null);
    }

    /** Returns whether the caller came with a token that was made here. */
    public boolean isOfToken() {
        return limit != null;
    }

    /** Returns whether no token may do that, whoever made it and whatever role it has. */
    public static boolean takesPerson(Permission permission) {
        return NOT_BY_TOKEN.contains(permission);
    }

    /** Returns whether the caller may do that there, in all of the place. */
    public boolean may(Permission permission, Scope scope) {
        return limitAllows(permission, scope)
                && grants.stream()
                        .anyMatch(
                                grant -> grant.role().may(permission) && grant.scope().contains(scope));
    }

    private boolean limitAllows(Permission permission, Scope scope) {
        return limit == null
                || (!NOT_BY_TOKEN.contains(permission)
                        && limit.role().may(permission)
                        && limit.scope().contains(scope));
    }

    /** Returns whether the caller may do that somewhere in the catalog, perhaps in a part of it alone. */
    public boolean mayInPartOf(CatalogId catalog, Permission permission) {
        return !scopesIn(catalog, permission).isEmpty();
    }

    /** Returns where in the catalog, or in the installation, the caller may do that: wherever else they may is in one of these places. */
    public List<Scope> scopesIn(CatalogId catalog, Permission permission) {
        return Stream.concat(
                        grants.stream().map(Grant::scope),
                        Stream.ofNullable(limit).map(Grant::scope))
                .map(scope -> scope.catalog().equals(catalog) ? scope : Scope.of(catalog))
                .filter(scope -> may(permission, scope))
                .distinct()
                .toList();
    }

    /** Returns the caller's roles in all of a place, each once, in the order of {@link Role}. */
    public List<Role> rolesAt(Scope scope) {
        return Stream.concat(grants.stream(), Stream.ofNullable(limit))
                .filter(grant -> grant.scope().contains(scope))
                .map(Grant::role)
                .filter(role -> limit == null || hasAllOf(role, scope))
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns whether the caller has any role in the catalog or a part of it; else it does not exist for them. */
    public boolean knows(CatalogId catalog) {
        return mayInPartOf(catalog, Permission.READ);
    }

    /** Returns the caller's roles in parts of catalogs. */
    public List<Grant> inParts() {
        return grants.stream()
                .filter(grant -> grant.scope().product() != null && may(Permission.READ, grant.scope()))
                .toList();
    }

    /** Returns whether the caller may give or take that role there: nobody gives what they do not have. */
    public boolean mayAssign(Role role, Scope scope) {
        return may(Permission.MANAGE_MEMBERS, scope) && hasAllOf(role, scope);
    }

    /** Returns whether the caller may do there all that the role may, apart from what no token may if they came with one. */
    public boolean hasAllOf(Role role, Scope scope) {
        return role.permissions().stream()
                .filter(permission -> limit == null || !NOT_BY_TOKEN.contains(permission))
                .allMatch(permission -> may(permission, scope));
    }
}
