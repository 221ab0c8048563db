package dev.holdfast.contract.operator.identity;

import org.jspecify.annotations.Nullable;

/**
 * Role of the caller in a product or device group.
 *
 * @param catalog name of the catalog
 * @param displayName display name of the catalog
 * @param product name of the product
 * @param group name of the device group; null for the whole product
 * @param role role of the caller
 */
public record ScopedRole(
        String catalog,
        String displayName,
        String product,
        @Nullable String group,
        Role role) {}
