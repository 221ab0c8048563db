package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.db.CatalogId;

/**
 * A catalog's names.
 *
 * @param id its GUID
 * @param name its name in paths
 * @param displayName its name for people
 */
public record CatalogRef(CatalogId id, String name, String displayName) {}
