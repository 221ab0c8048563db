package dev.holdfast.backend.platform.list;

import dev.holdfast.contract.operator.filter.Filter;
import io.smallrye.mutiny.Uni;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Pages of a filtered list.
 *
 * @param <V> row
 */
public interface Pages<V> {
    Filter filter();

    /** Returns the pages of a list without a filter. */
    static <V> Pages<V> of(BiFunction<@Nullable String, Integer, Uni<Slice<V>>> read) {
        return new Pages<>() {
            @Override
            public Filter filter() {
                return Filter.ALL;
            }

            @Override
            public Uni<Slice<V>> page(@Nullable String cursor, int limit) {
                return read.apply(cursor, limit);
            }
        };
    }

    /**
     * Reads the page at a cursor, or the first page for null, in a transaction of its own. Fails with {@code invalid-request} for a cursor
     * of another list.
     */
    Uni<Slice<V>> page(@Nullable String cursor, int limit);
}
