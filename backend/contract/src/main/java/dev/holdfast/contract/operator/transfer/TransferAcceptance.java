package dev.holdfast.contract.operator.transfer;

import dev.holdfast.contract.operator.product.NoGroup;

/**
 * Where the devices of an accepted transfer go.
 *
 * @param product the product's name; {@link NoGroup#NAME} or {@link NoGroup#DEFAULT}, as group alike, for no group
 * @param group the group's name
 */
public record TransferAcceptance(String product, String group) {}
