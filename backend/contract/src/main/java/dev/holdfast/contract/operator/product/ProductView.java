package dev.holdfast.contract.operator.product;

import java.time.Instant;

/**
 * A product: one model of device.
 *
 * @param name its name
 * @param description for people
 * @param devices how many devices it has
 * @param createdAt when
 */
public record ProductView(String name, String description, long devices, Instant createdAt) {}
