package dev.holdfast.contract.operator.identity;

import jakarta.validation.constraints.NotNull;

/**
 * Another role at the same place.
 *
 * @param role the new role
 */
public record RoleChange(@NotNull Role role) {}
