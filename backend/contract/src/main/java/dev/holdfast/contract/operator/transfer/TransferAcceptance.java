package dev.holdfast.contract.operator.transfer;

/**
 * Where the devices of an accepted transfer go.
 *
 * @param product the product's name
 * @param group the group's name
 */
public record TransferAcceptance(String product, String group) {}
