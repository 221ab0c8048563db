package dev.holdfast.backend.attestation.waiting;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/**
 * Brings an item back to the Vert.x context of whoever asked for it. What several requests wait for together arrives
 * on the context of one of them; going on from there would mix their transactions up.
 */
public final class OnCallersContext {
    private OnCallersContext() {}

    public static <T> Uni<T> bring(Uni<T> shared) {
        return Uni.createFrom().deferred(() -> {
            Context context = Vertx.currentContext();
            Executor back = context == null ? Runnable::run : task -> context.runOnContext(ignored -> task.run());
            return shared.emitOn(back);
        });
    }
}
