package dev.holdfast.ui.shell;

import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.identity.Role;
import java.util.List;

/**
 * One arrival at a page: everything that its address says, and what the visitor may do.
 *
 * @param catalog the catalog's name
 * @param roles the visitor's roles in it
 * @param path the other parameters in the path
 * @param query what follows the question mark
 */
public record Visit(String catalog, List<Role> roles, RouteParameters path, QueryParameters query) {
    /** Copies the list. */
    public Visit {
        roles = List.copyOf(roles);
    }

    /** Makes one of a visitor with a single role. */
    public Visit(String catalog, Role role, RouteParameters path, QueryParameters query) {
        this(catalog, List.of(role), path, query);
    }

    /** Returns whether the visitor may do that. */
    public boolean may(Act act) {
        return roles.stream().anyMatch(role -> role.may(act));
    }

    /** Returns whether the visitor may do what {@code needed} may do. */
    public boolean may(Role needed) {
        return needed.acts().stream().allMatch(this::may);
    }

    /** Returns a query parameter; empty when it is absent. */
    public String query(String name) {
        return query.getSingleParameter(name).orElse("");
    }
}
