package dev.holdfast.backend.platform.list;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page of a list.
 *
 * @param rows rows in order
 * @param next cursor of the next page; null on the last one
 * @param <V> row
 */
public record Slice<V>(List<V> rows, @Nullable String next) {}
