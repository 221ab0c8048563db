package dev.holdfast.backend.platform.list;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param rows in the list's order
 * @param next the cursor for the next page; null when this is the last one
 * @param <V> what a row is
 */
public record Slice<V>(List<V> rows, @Nullable String next) {}
