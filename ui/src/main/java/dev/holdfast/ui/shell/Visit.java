package dev.holdfast.ui.shell;

import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.identity.Role;

/**
 * One arrival at a page: everything that its address says, and what the visitor may do.
 *
 * @param catalog the catalog's name
 * @param role the visitor's role in it
 * @param path the other parameters in the path
 * @param query what follows the question mark
 */
public record Visit(String catalog, Role role, RouteParameters path, QueryParameters query) {
    /** Returns whether the visitor may do what {@code needed} may do. */
    public boolean may(Role needed) {
        return role.includes(needed);
    }

    /** Returns a query parameter; empty when it is absent. */
    public String query(String name) {
        return query.getSingleParameter(name).orElse("");
    }
}
