package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.db.CatalogId;

/**
 * Identity of a catalog.
 *
 * @param id GUID
 * @param name name in paths
 * @param displayName name shown to people
 */
public record CatalogRef(CatalogId id, String name, String displayName) {}
