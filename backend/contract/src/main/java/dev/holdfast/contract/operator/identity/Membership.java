package dev.holdfast.contract.operator.identity;

/**
 * A role in a catalog.
 *
 * @param catalog its name
 * @param displayName its display name
 * @param role the highest role there
 */
public record Membership(String catalog, String displayName, Role role) {}
