package dev.holdfast.backend.platform.list;

import dev.holdfast.backend.platform.db.CatalogId;

/**
 * List of the operator API without filter and order. Beans of this type can be exported by name.
 *
 * @param <V> row
 */
public interface ShortListing<V> {
    /** Returns the name of the list in its path. */
    String name();

    /** Returns the record class of rows. */
    Class<V> type();

    /** Returns whether the pages have only rows in scopes that the caller can read. If not, a role in the whole catalog is required. */
    boolean isScoped();

    Pages<V> pages(CatalogId catalog);
}
