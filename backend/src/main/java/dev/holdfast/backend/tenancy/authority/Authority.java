package dev.holdfast.backend.tenancy.authority;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.identity.Role;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All permissions of a caller. No other class decides them.
 *
 * @param grants roles; their permissions add up
 * @param limit upper limit of the caller's API token; null when the caller signed in
 */
public record Authority(List<Grant> grants, @Nullable Grant limit) {
    /** Permissions that require a sign-in. Otherwise a token could create more tokens, or approve its owner's requests. */
    private static final Set<Permission> NOT_BY_TOKEN = Set.of(Permission.MANAGE_MEMBERS, Permission.APPROVE);

    public Authority {
        grants = List.copyOf(grants);
    }

    /** Creates the authority of a caller who signed in. */
    public Authority(List<Grant> grants) {
        this(grants, null);
    }

    /** Returns whether the caller uses an API token. */
    public boolean isOfToken() {
        return limit != null;
    }

    /** Returns whether the permission requires a sign-in, whatever the token's role. */
    public static boolean requiresSignIn(Permission permission) {
        return NOT_BY_TOKEN.contains(permission);
    }

    /** Returns whether the caller has the permission in the whole scope. */
    public boolean may(Permission permission, Scope scope) {
        return limitAllows(permission, scope)
                && grants.stream()
                        .anyMatch(grant ->
                                grant.role().may(permission) && grant.scope().contains(scope));
    }

    private boolean limitAllows(Permission permission, Scope scope) {
        return limit == null
                || (!NOT_BY_TOKEN.contains(permission)
                        && limit.role().may(permission)
                        && limit.scope().contains(scope));
    }

    /** Returns whether the caller has the permission somewhere in the catalog. */
    public boolean mayInAnyScopeOf(CatalogId catalog, Permission permission) {
        return !scopesIn(catalog, permission).isEmpty();
    }

    /** Returns scopes of a catalog, or of the installation, in which the caller has the permission. All other such scopes are inside of these. */
    public List<Scope> scopesIn(CatalogId catalog, Permission permission) {
        return Stream.concat(
                        grants.stream().map(Grant::scope),
                        Stream.ofNullable(limit).map(Grant::scope))
                .map(scope -> scope.catalog().equals(catalog) ? scope : Scope.of(catalog))
                .filter(scope -> may(permission, scope))
                .distinct()
                .toList();
    }

    /** Returns the caller's distinct roles in the whole scope, in the order of {@link Role}. */
    public List<Role> rolesAt(Scope scope) {
        return Stream.concat(grants.stream(), Stream.ofNullable(limit))
                .filter(grant -> grant.scope().contains(scope))
                .map(Grant::role)
                .filter(role -> limit == null || hasAllOf(role, scope))
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns whether the caller has a role in the catalog, or in a product or device group of it. */
    public boolean hasAnyRoleIn(CatalogId catalog) {
        return mayInAnyScopeOf(catalog, Permission.READ);
    }

    /** Returns the roles in products and groups where the caller may read, which an API token can limit. */
    public List<Grant> scopedGrants() {
        return grants.stream()
                .filter(grant -> grant.scope().product() != null && may(Permission.READ, grant.scope()))
                .toList();
    }

    /** Returns whether the caller may assign or remove the role: it must not exceed their own. */
    public boolean mayAssign(Role role, Scope scope) {
        return may(Permission.MANAGE_MEMBERS, scope) && hasAllOf(role, scope);
    }

    /** Returns whether the caller has all permissions of the role in the scope. For a token, sign-in permissions are ignored. */
    public boolean hasAllOf(Role role, Scope scope) {
        return role.permissions().stream()
                .filter(permission -> limit == null || !NOT_BY_TOKEN.contains(permission))
                .allMatch(permission -> may(permission, scope));
    }
}
