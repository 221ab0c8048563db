package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.list.Listing;
import dev.holdfast.backend.platform.list.Pages;
import org.jspecify.annotations.Nullable;

/**
 * A list of which whoever has a role somewhere in a catalog reads, and exports, what is theirs to see.
 *
 * @param <V> what a row is
 */
public interface CallerListing<V> extends Listing<V> {
    /** The same as {@link #pages(CatalogId, String, String)} of what a caller may see. */
    Pages<V> pages(Caller caller, CatalogId catalog, @Nullable String filter, @Nullable String sort);
}
