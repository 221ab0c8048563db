package dev.holdfast.backend.platform.db;

import java.util.UUID;

/**
 * Names a catalog (tenant).
 *
 * @param value its GUID
 */
public record CatalogId(UUID value) {
    /** The nil GUID: what belongs to the installation and to no catalog. No catalog has it. */
    public static final CatalogId INSTALLATION = new CatalogId(new UUID(0, 0));

    @Override
    public String toString() {
        return value.toString();
    }
}
