package dev.holdfast.contract.operator;

/**
 * A catalog to create.
 *
 * @param name {@code ^[A-Za-z0-9_-]{1,50}$}, unique in the installation, case-insensitively
 * @param displayName 1 to 100 characters
 */
public record NewCatalog(String name, String displayName) {}
