package dev.holdfast.contract.operator.product;

import java.time.Instant;

/**
 * Product: one model of device.
 *
 * @param name name, unique in the catalog
 * @param description description for people
 * @param devices number of devices
 * @param createdAt time of creation
 */
public record ProductView(String name, String description, long devices, Instant createdAt) {}
