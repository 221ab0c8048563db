package dev.holdfast.backend.platform.list;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of the operator API. A bean of this type is also exported by its name.
 *
 * @param <V> what a row is
 */
public interface Listing<V> {
    /** Returns its name, which is that of its path. */
    String name();

    /** Returns what a row is; its fields are the record's. */
    Class<V> type();

    /** Returns what it can be filtered by. */
    FilterVocabulary vocabulary();

    /** Returns the names of its orders, each of which also goes the other way round. */
    List<String> orders();

    /** Reads what is asked for; fails with {@code invalid-request} when that is none of a filter or order of this list. */
    Pages<V> pages(CatalogId catalog, @Nullable String filter, @Nullable String sort);
}
