package dev.holdfast.backend.tenancy.authority;

import dev.holdfast.backend.platform.db.CatalogId;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a role holds: the installation, a catalog, a product or a device group.
 *
 * @param catalog the catalog; {@link CatalogId#INSTALLATION} for everything
 * @param product the product; null for all of the catalog
 * @param group the device group; null for all of the product
 */
public record Scope(
        CatalogId catalog, @Nullable UUID product, @Nullable UUID group) {
    /** All catalogs, and what is in none. */
    public static final Scope INSTALLATION = new Scope(CatalogId.INSTALLATION, null, null);

    /** Checks that the parts fit. */
    public Scope {
        boolean loose = group != null && product == null;
        if (loose || (product != null && catalog.equals(CatalogId.INSTALLATION))) {
            throw new IllegalArgumentException("a group is in a product, and a product in a catalog");
        }
    }

    /** Returns all of a catalog. */
    public static Scope of(CatalogId catalog) {
        return new Scope(catalog, null, null);
    }

    /** Returns whether {@code other} is here or in a part of here. */
    public boolean contains(Scope other) {
        return catalog.equals(CatalogId.INSTALLATION)
                || (catalog.equals(other.catalog)
                        && (product == null || Objects.equals(product, other.product))
                        && (group == null || Objects.equals(group, other.group)));
    }
}
