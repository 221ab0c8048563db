package dev.holdfast.contract.operator.image;

/**
 * Version of an interface (ABI).
 *
 * @param identity number of the interface: 1 of Pluton and security monitor, 2 of the operating system, 3 of applications
 * @param version version of the interface
 */
public record ImageInterface(long identity, long version) {}
