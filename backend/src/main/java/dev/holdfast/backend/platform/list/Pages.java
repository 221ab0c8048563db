package dev.holdfast.backend.platform.list;

import dev.holdfast.contract.operator.filter.Filter;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/**
 * What of a list somebody asked for, page by page.
 *
 * @param <V> what a row is
 */
public interface Pages<V> {
    /** Returns what the list is narrowed to. */
    Filter filter();

    /** Reads the page behind a cursor, each in a transaction of its own; null for the first. Fails with {@code invalid-request} for a cursor of another list. */
    Uni<Slice<V>> page(@Nullable String cursor, int limit);
}
