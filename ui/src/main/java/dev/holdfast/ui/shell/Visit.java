package dev.holdfast.ui.shell;

import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.identity.Role;
import java.util.List;
import java.util.stream.Stream;

/**
 * One arrival at a page: everything that its address says, and what the visitor may do.
 *
 * @param catalog the catalog's name
 * @param roles the visitor's roles in the whole of it; none where they have one in a part alone
 * @param here the visitor's roles where that is which is shown: those in the whole, and those in its product or device group
 * @param path the other parameters in the path
 * @param query what follows the question mark
 */
public record Visit(String catalog, List<Role> roles, List<Role> here, RouteParameters path, QueryParameters query) {
    public Visit {
        roles = List.copyOf(roles);
        here = List.copyOf(here);
    }

    /** Makes one at what is in no part of the catalog. */
    public Visit(String catalog, List<Role> roles, RouteParameters path, QueryParameters query) {
        this(catalog, roles, roles, path, query);
    }

    /** Returns the same where the visitor has these roles as well. */
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

    public boolean isInPartsAlone() {
        return roles.isEmpty();
    }

    /** Returns whether the visitor may do that anywhere in the catalog. */
    public boolean may(Permission act) {
        return roles.stream().anyMatch(role -> role.may(act));
    }

    /** Returns whether the visitor may do that to what is shown, by an operation whose path names it or where it is. */
    public boolean mayHere(Permission act) {
        return here.stream().anyMatch(role -> role.may(act));
    }

    /** Returns whether the visitor may do what {@code needed} may do. */
    public boolean may(Role needed) {
        return needed.permissions().stream().allMatch(this::may);
    }

    /** Returns a parameter of the path; there is no such page without it. */
    public String path(String name) {
        return path.get(name).orElseThrow(NotFoundException::new);
    }

    /** Returns a query parameter; empty when it is absent. */
    public String query(String name) {
        return query.getSingleParameter(name).orElse("");
    }
}
