package dev.holdfast.backend.installation;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;

/** Runs pipelines as a request would: on a duplicated Vert.x context. */
public final class OnVertx {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private OnVertx() {}

    /** Runs a pipeline and returns its item. Fails after two minutes. */
    public static <T> T await(Vertx vertx, Supplier<Uni<T>> pipeline) {
        return start(vertx, pipeline).await().atMost(PATIENCE);
    }

    /** Starts a pipeline, so that a test can wait for several. */
    public static <T> Uni<T> start(Vertx vertx, Supplier<Uni<T>> pipeline) {
        return Uni.createFrom().emitter(emitter -> {
            Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
            VertxContextSafetyToggle.setContextSafe(context, true);
            context.runOnContext(ignored ->
                    Uni.createFrom().deferred(pipeline::get).subscribe().with(emitter::complete, emitter::fail));
        });
    }
}
