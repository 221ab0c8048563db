package dev.holdfast.contract.operator;

/**
 * Where the devices of an accepted transfer go.
 *
 * @param product the product's name
 * @param group the group's name
 */
public record AcceptTransfer(String product, String group) {}
