package dev.holdfast.contract.operator.product;

/**
 * What a product says of itself.
 *
 * @param description at most 500 characters
 */
public record ProductSettings(String description) {}
