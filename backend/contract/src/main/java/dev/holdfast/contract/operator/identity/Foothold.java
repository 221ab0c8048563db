package dev.holdfast.contract.operator.identity;

import org.jspecify.annotations.Nullable;

/**
 * A role in a part of a catalog.
 *
 * @param catalog the catalog's name
 * @param displayName the catalog's display name
 * @param product the product's name
 * @param group the device group's name; null for the whole product
 * @param role what the person may do there
 */
public record Foothold(
        String catalog,
        String displayName,
        String product,
        @Nullable String group,
        Role role) {}
