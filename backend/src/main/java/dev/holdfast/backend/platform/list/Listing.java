package dev.holdfast.backend.platform.list;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * List of the operator API. Beans of this type can also be exported by name.
 *
 * @param <V> row
 */
public interface Listing<V> {
    /** Returns the name of the list in its path. */
    String name();

    /** Returns the record class of rows. */
    Class<V> type();

    FilterVocabulary vocabulary();

    /** Returns the orders, each also available in reverse. */
    List<String> orders();

    /** Returns the requested pages; fails with {@code invalid-request} for an invalid filter or order. */
    Pages<V> pages(CatalogId catalog, @Nullable String filter, @Nullable String sort);
}
