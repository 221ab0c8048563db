package dev.holdfast.contract.operator.product;

/**
 * Key exchanges of the last connections of a group's devices, to assess a post-quantum requirement.
 *
 * @param devices number of devices in the group
 * @param postQuantum number of devices with X25519MLKEM768
 * @param other number of devices with another key exchange, which the requirement would refuse
 * @param unknown number of devices that never connected, or whose key exchange was not recorded
 */
public record ConnectionImpact(long devices, long postQuantum, long other, long unknown) {}
