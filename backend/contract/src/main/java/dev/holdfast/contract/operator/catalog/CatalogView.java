package dev.holdfast.contract.operator.catalog;

import java.time.Instant;
import java.util.UUID;

/**
 * Catalog (tenant).
 *
 * @param id GUID, Azure Sphere's {@code tenantId}
 * @param name name in paths
 * @param displayName name for people
 * @param createdAt time of creation
 */
public record CatalogView(UUID id, String name, String displayName, Instant createdAt) {}
