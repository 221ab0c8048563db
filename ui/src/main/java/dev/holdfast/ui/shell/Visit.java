package dev.holdfast.ui.shell;

import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.identity.Role;
import java.util.List;
import java.util.stream.Stream;

/**
 * The parameters of a page's address, and the roles of the signed-in person.
 *
 * @param roles the roles in the whole catalog; none if all roles are in products or device groups
 * @param here the roles that apply to the shown resource: those in the whole catalog, and those in its product or device group
 * @param path the path's parameters except the catalog
 */
public record Visit(String catalog, List<Role> roles, List<Role> here, RouteParameters path, QueryParameters query) {
    public Visit {
        roles = List.copyOf(roles);
        here = List.copyOf(here);
    }

    /** Makes a visit to a resource outside products and groups. */
    public Visit(String catalog, List<Role> roles, RouteParameters path, QueryParameters query) {
        this(catalog, roles, roles, path, query);
    }

    /** Returns a copy in which the person also has these roles for the shown resource. */
    public Visit where(List<Role> more) {
        return new Visit(
                catalog,
                roles,
                Stream.concat(roles.stream(), more.stream()).distinct().toList(),
                path,
                query);
    }

    public Visit with(QueryParameters other) {
        return new Visit(catalog, roles, here, path, other);
    }

    public boolean hasOnlyScopedRoles() {
        return roles.isEmpty();
    }

    /** Returns whether the person has a permission in the whole catalog. */
    public boolean may(Permission permission) {
        return roles.stream().anyMatch(role -> role.may(permission));
    }

    /** Returns whether the person has a permission for the shown resource. */
    public boolean mayHere(Permission permission) {
        return here.stream().anyMatch(role -> role.may(permission));
    }

    /** Returns whether the person has all permissions of a role. */
    public boolean may(Role needed) {
        return needed.permissions().stream().allMatch(this::may);
    }

    /** Returns a parameter of the path. Without it, the page does not exist. */
    public String path(String name) {
        return path.get(name).orElseThrow(NotFoundException::new);
    }

    /** Returns a query parameter; empty when it is absent. */
    public String query(String name) {
        return query.getSingleParameter(name).orElse("");
    }
}
