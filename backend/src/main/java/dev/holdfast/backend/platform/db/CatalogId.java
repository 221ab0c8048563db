package dev.holdfast.backend.platform.db;

import java.util.UUID;

/** GUID of a catalog (tenant). */
public record CatalogId(UUID value) {
    /** The nil GUID: rows of the installation, outside of catalogs. */
    public static final CatalogId INSTALLATION = new CatalogId(new UUID(0, 0));

    @Override
    public String toString() {
        return value.toString();
    }
}
