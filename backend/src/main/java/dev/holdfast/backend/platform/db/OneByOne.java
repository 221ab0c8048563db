package dev.holdfast.backend.platform.db;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/** Works on items in their order, each after the one before it has ended. */
public final class OneByOne {
    private OneByOne() {}

    /** Completes after the last item; fails with the first failure, and later items are left alone. */
    public static <T> Uni<Void> each(Iterable<T> items, Function<? super T, Uni<?>> work) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(item -> work.apply(item).replaceWithVoid())
                .collect()
                .last();
    }
}
