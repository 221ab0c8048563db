package dev.holdfast.backend.tenancy.authority;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.list.Listing;
import dev.holdfast.backend.platform.list.Pages;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list that whoever has a role in a part of a catalog alone reads, and exports, as far as it is there.
 *
 * @param <V> what a row is
 */
public interface ScopedListing<V> extends Listing<V> {
    /** The same as {@link #pages(CatalogId, String, String)} of what is in some places of the catalog. */
    Pages<V> pages(CatalogId catalog, List<Scope> scopes, @Nullable String filter, @Nullable String sort);

    @Override
    default Pages<V> pages(CatalogId catalog, @Nullable String filter, @Nullable String sort) {
        return pages(catalog, List.of(Scope.of(catalog)), filter, sort);
    }
}
