package dev.holdfast.backend.platform.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.context.SmallRyeThreadContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.context.ThreadContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Items from another thread arrive on the Vert.x context of the subscriber. */
class CallerContextTest {
    private final Vertx vertx = Vertx.vertx();

    /** Where an item arrived: the Vert.x context, and the settings of context propagation. */
    private record Arrival(Context context, @Nullable SmallRyeThreadContext propagation) {}

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void an_item_arrives_on_the_callers_context() throws Exception {
        SmallRyeThreadContext nothing = SmallRyeThreadContext.builder()
                .propagated(ThreadContext.NONE)
                .cleared(ThreadContext.NONE)
                .unchanged(ThreadContext.ALL_REMAINING)
                .build();
        Context caller = vertx.getOrCreateContext();
        CompletableFuture<UniEmitter<? super String>> asked = new CompletableFuture<>();
        CompletableFuture<Arrival> arrived = new CompletableFuture<>();

        caller.runOnContext(
                ignored -> SmallRyeThreadContext.withThreadContext(nothing, () -> subscribe(asked, arrived)));
        asked.get(1, TimeUnit.MINUTES).complete("from another thread");

        assertThat(arrived.get(1, TimeUnit.MINUTES)).isEqualTo(new Arrival(caller, nothing));
    }

    /** Subscribes on the current context. {@code asked} gets the emitter, {@code arrived} the place of arrival. */
    private static void subscribe(
            CompletableFuture<UniEmitter<? super String>> asked, CompletableFuture<Arrival> arrived) {
        CallerContext.emit(Uni.createFrom().<String>emitter(asked::complete))
                .subscribe()
                .with(item -> arrived.complete(
                        new Arrival(Vertx.currentContext(), SmallRyeThreadContext.getCurrentThreadContext())));
    }
}
