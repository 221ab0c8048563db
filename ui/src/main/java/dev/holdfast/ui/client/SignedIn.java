package dev.holdfast.ui.client;

import com.vaadin.quarkus.annotation.VaadinSessionScoped;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Membership;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.identity.ScopedRole;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** The signed-in person with roles from the operator API. Roles only select what the console shows, because the API checks every call. */
@VaadinSessionScoped
public class SignedIn {
    private final SessionClient client;
    private @Nullable Me me;

    public SignedIn(@RestClient SessionClient client) {
        this.client = client;
    }

    /** Returns the person. Only the first call asks the API. */
    public Me me() {
        Me known = me;
        return known == null ? refresh() : known;
    }

    /** Returns the person without a call; empty if not yet known. */
    public Optional<Me> known() {
        return Optional.ofNullable(me);
    }

    /** Calls the API again: roles and catalogs can have changed. */
    public Me refresh() {
        Me current = client.me();
        me = current;
        return current;
    }

    /** Returns the roles in the whole catalog, the one with most permissions first. Installation owners own every catalog. */
    public List<Role> rolesIn(String catalog) {
        if (me().installationOwner()) {
            return List.of(Role.OWNER);
        }
        return membership(catalog).map(Membership::roles).orElse(List.of());
    }

    /** Returns the roles in products and device groups of a catalog, each once. */
    public List<Role> rolesInScopesOf(String catalog) {
        return scopedRoles(catalog).map(ScopedRole::role).distinct().toList();
    }

    /** Returns the roles for a product, and for one of its groups unless {@code group} is null. */
    public List<Role> rolesInScope(String catalog, String product, @Nullable String group) {
        return scopedRoles(catalog)
                .filter(scoped -> scoped.product().equalsIgnoreCase(product))
                .filter(scoped -> scoped.group() == null || scoped.group().equalsIgnoreCase(group))
                .map(ScopedRole::role)
                .distinct()
                .toList();
    }

    /** Returns whether scoped roles grant a permission in more than one device group. A role in a product counts as several groups. */
    public boolean mayInSeveralGroups(String catalog, Permission permission) {
        List<ScopedRole> granting = scopedRoles(catalog)
                .filter(scoped -> scoped.role().may(permission))
                .toList();
        return granting.stream().anyMatch(scoped -> scoped.group() == null)
                || granting.stream()
                                .map(scoped -> List.of(scoped.product(), String.valueOf(scoped.group())))
                                .distinct()
                                .count()
                        > 1;
    }

    public String displayName(String catalog) {
        return membership(catalog)
                .map(Membership::displayName)
                .or(() -> scopedRoles(catalog).map(ScopedRole::displayName).findFirst())
                .orElse(catalog);
    }

    private Stream<ScopedRole> scopedRoles(String catalog) {
        return me().scopedRoles().stream().filter(scoped -> scoped.catalog().equalsIgnoreCase(catalog));
    }

    private Optional<Membership> membership(String catalog) {
        return me().catalogs().stream()
                .filter(membership -> membership.catalog().equalsIgnoreCase(catalog))
                .findFirst();
    }
}
