package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.list.Listing;
import dev.holdfast.backend.platform.list.Pages;
import org.jspecify.annotations.Nullable;

/**
 * A list that shows, and exports, only the rows that the caller may see.
 *
 * @param <V> row
 */
public interface CallerListing<V> extends Listing<V> {
    /** Returns the pages of {@link #pages(CatalogId, String, String)} that the caller may see. */
    Pages<V> pages(Caller caller, CatalogId catalog, @Nullable String filter, @Nullable String sort);
}
