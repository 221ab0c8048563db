package dev.holdfast.backend.platform.db;

import io.smallrye.context.SmallRyeThreadContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Emits an item on the Vert.x context of the caller. A result that several requests share arrives on the context of one of them. The others
 * must not continue there, because that would mix up transactions. Also restores the caller's propagated thread context.
 */
public final class CallerContext {
    private CallerContext() {}

    public static <T> Uni<T> emit(Uni<T> shared) {
        return Uni.createFrom().deferred(() -> {
            Context context = Vertx.currentContext();
            @Nullable SmallRyeThreadContext propagation = SmallRyeThreadContext.getCurrentThreadContext();
            Executor back =
                    context == null ? Runnable::run : task -> context.runOnContext(ignored -> run(task, propagation));
            return shared.emitOn(back);
        });
    }

    private static void run(Runnable task, @Nullable SmallRyeThreadContext propagation) {
        if (propagation == null) {
            task.run();
        } else {
            SmallRyeThreadContext.withThreadContext(propagation, task);
        }
    }
}
