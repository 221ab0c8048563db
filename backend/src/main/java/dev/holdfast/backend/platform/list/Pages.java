package dev.holdfast.backend.platform.list;

import dev.holdfast.contract.operator.filter.Filter;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/**
 * Pages of a filtered list.
 *
 * @param <V> row
 */
public interface Pages<V> {
    Filter filter();

    /**
     * Reads the page at a cursor, or the first page for null, in a transaction of its own. Fails with {@code invalid-request} for a cursor
     * of another list.
     */
    Uni<Slice<V>> page(@Nullable String cursor, int limit);
}
