package dev.holdfast.contract.operator.identity;

/**
 * Another role at the same place.
 *
 * @param role the new role
 */
public record RoleChange(Role role) {}
