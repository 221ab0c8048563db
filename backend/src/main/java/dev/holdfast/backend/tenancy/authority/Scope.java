package dev.holdfast.backend.tenancy.authority;

import dev.holdfast.backend.platform.db.CatalogId;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Scope of a role: the installation, a catalog, a product or a device group.
 *
 * @param catalog catalog; {@link CatalogId#INSTALLATION} for the installation
 * @param product product; null for the whole catalog
 * @param group device group; null for the whole product
 */
public record Scope(
        CatalogId catalog, @Nullable UUID product, @Nullable UUID group) {
    /** The installation with all catalogs. */
    public static final Scope INSTALLATION = new Scope(CatalogId.INSTALLATION, null, null);

    public Scope {
        boolean loose = group != null && product == null;
        if (loose || (product != null && catalog.equals(CatalogId.INSTALLATION))) {
            throw new IllegalArgumentException("a group is in a product, and a product in a catalog");
        }
    }

    public static Scope of(CatalogId catalog) {
        return new Scope(catalog, null, null);
    }

    public boolean contains(Scope other) {
        return catalog.equals(CatalogId.INSTALLATION)
                || (catalog.equals(other.catalog)
                        && (product == null || Objects.equals(product, other.product))
                        && (group == null || Objects.equals(group, other.group)));
    }
}
