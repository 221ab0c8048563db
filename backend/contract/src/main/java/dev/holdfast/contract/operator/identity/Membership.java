package dev.holdfast.contract.operator.identity;

import java.util.List;

/**
 * Roles in the whole of a catalog.
 *
 * @param catalog its name
 * @param displayName its display name
 * @param role the first of {@code roles}
 * @param roles every role there, in the order of {@link Role}; what each of them may do adds up
 */
public record Membership(String catalog, String displayName, Role role, List<Role> roles) {
    /** Copies the list. */
    public Membership {
        roles = List.copyOf(roles);
    }

    /** Makes one with a single role. */
    public Membership(String catalog, String displayName, Role role) {
        this(catalog, displayName, role, List.of(role));
    }
}
