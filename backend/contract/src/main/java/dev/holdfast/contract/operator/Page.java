package dev.holdfast.contract.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Response of every list.
 *
 * @param items rows in order
 * @param next cursor of the next page; null on the last page
 * @param <T> row
 */
public record Page<T>(List<T> items, @Nullable String next) {
    /** Copies the list. */
    public Page {
        items = List.copyOf(items);
    }
}
