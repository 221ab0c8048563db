package dev.holdfast.backend.attestation.waiting;

import io.smallrye.context.SmallRyeThreadContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Brings an item back to the Vert.x context of whoever asked for it. What several requests wait for together arrives
 * on the context of one of them; going on from there would mix their transactions up. What the caller wants propagated holds
 * afterwards, too.
 */
public final class OnCallersContext {
    private OnCallersContext() {}

    public static <T> Uni<T> bring(Uni<T> shared) {
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
