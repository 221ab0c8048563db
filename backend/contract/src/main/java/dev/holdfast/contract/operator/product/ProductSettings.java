package dev.holdfast.contract.operator.product;

/**
 * What a product says of itself.
 *
 * @param description at most {@value GroupSettings#MOST_DESCRIPTION} characters
 */
public record ProductSettings(String description) {}
