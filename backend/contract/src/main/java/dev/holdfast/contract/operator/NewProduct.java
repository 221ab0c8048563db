package dev.holdfast.contract.operator;

/**
 * A product to create.
 *
 * @param name {@code ^[\w][\w\s]{1,48}[\w]$}, unique in the catalog, case-insensitively
 * @param description at most 500 characters
 */
public record NewProduct(String name, String description) {}
