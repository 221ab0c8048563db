package dev.holdfast.backend.platform.tx;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Runs asynchronous work for several elements sequentially. */
public final class Sequential {
    private Sequential() {}

    /** Runs {@code work} for each element; stops at the first failure. */
    public static <T> Uni<Void> each(Iterable<T> elements, Function<? super T, Uni<?>> work) {
        return Multi.createFrom()
                .iterable(elements)
                .onItem()
                .transformToUniAndConcatenate(element -> work.apply(element).replaceWithVoid())
                .collect()
                .last();
    }

    /** Runs {@code work} for each element; when one fails, logs {@code failed} with the element and continues. */
    public static <T> Uni<Void> eachOrReport(
            Iterable<T> elements, Function<? super T, Uni<?>> work, Logger log, String failed) {
        return each(
                elements,
                element -> work.apply(element)
                        .onFailure()
                        .invoke(failure -> log.errorf(failure, failed, element))
                        .onFailure()
                        .recoverWithNull());
    }
}
