package dev.holdfast.backend.tenancy.authority;

import dev.holdfast.contract.operator.identity.Role;

/**
 * A role in a scope.
 *
 * @param scope where the role applies, including all products and device groups within
 */
public record Grant(Role role, Scope scope) {}
