package dev.holdfast.backend.tenancy.authority;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.list.Listing;
import dev.holdfast.backend.platform.list.Pages;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list that shows, and exports, only the rows in the caller's scopes.
 *
 * @param <V> row
 */
public interface ScopedListing<V> extends Listing<V> {
    /** Returns the pages of {@link #pages(CatalogId, String, String)} in some scopes of the catalog. */
    Pages<V> pages(CatalogId catalog, List<Scope> scopes, @Nullable String filter, @Nullable String sort);

    @Override
    default Pages<V> pages(CatalogId catalog, @Nullable String filter, @Nullable String sort) {
        return pages(catalog, List.of(Scope.of(catalog)), filter, sort);
    }
}
