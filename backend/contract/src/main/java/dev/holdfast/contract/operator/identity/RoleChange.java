package dev.holdfast.contract.operator.identity;

import jakarta.validation.constraints.NotNull;

/**
 * New role for an assignment; the scope stays the same.
 *
 * @param role the new role
 */
public record RoleChange(@NotNull Role role) {}
