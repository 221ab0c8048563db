package dev.holdfast.backend.tenancy.authority;

import dev.holdfast.contract.operator.identity.Role;

/**
 * A role at a place.
 *
 * @param role what may be done
 * @param scope where, and in all of its parts
 */
public record Grant(Role role, Scope scope) {}
