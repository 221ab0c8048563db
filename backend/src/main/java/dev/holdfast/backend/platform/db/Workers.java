package dev.holdfast.backend.platform.db;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Work that would hold up an event loop: signatures over megabytes, files. */
public final class Workers {
    private Workers() {}

    /** Runs {@code work} on a worker thread and brings its item back to the caller's context, where the database is. */
    public static <T> Uni<T> run(Supplier<T> work) {
        return Uni.createFrom().deferred(() -> {
            Context context = Vertx.currentContext();
            Executor back = context == null ? Runnable::run : task -> context.runOnContext(ignored -> task.run());
            return Uni.createFrom()
                    .item(work)
                    .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                    .emitOn(back);
        });
    }
}
