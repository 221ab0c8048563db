package dev.holdfast.backend.tenancy.authority;

import dev.holdfast.contract.operator.identity.Role;

/**
 * A role in a scope.
 *
 * @param scope scope, with all of its parts
 */
public record Grant(Role role, Scope scope) {}
