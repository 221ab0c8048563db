package dev.holdfast.contract.operator.identity;

import java.util.List;

/**
 * Roles of the caller in a whole catalog.
 *
 * @param catalog name of the catalog
 * @param displayName display name of the catalog
 * @param role first of {@code roles}
 * @param roles all roles, in the order of {@link Role}; their permissions add up
 */
public record Membership(String catalog, String displayName, Role role, List<Role> roles) {
    /** Copies the list. */
    public Membership {
        roles = List.copyOf(roles);
    }

    /** Creates a membership with one role. */
    public Membership(String catalog, String displayName, Role role) {
        this(catalog, displayName, role, List.of(role));
    }
}
