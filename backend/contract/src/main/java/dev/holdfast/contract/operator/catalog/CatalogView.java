package dev.holdfast.contract.operator.catalog;

import java.time.Instant;
import java.util.UUID;

/**
 * A catalog (tenant).
 *
 * @param id its GUID, Azure Sphere's {@code tenantId}
 * @param name its name in paths
 * @param displayName its name for people
 * @param createdAt when
 */
public record CatalogView(UUID id, String name, String displayName, Instant createdAt) {}
