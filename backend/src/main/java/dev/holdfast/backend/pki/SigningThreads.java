package dev.holdfast.backend.pki;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/**
 * Runs work with a few signatures where it holds nobody up: at once on the caller's event loop when signatures are
 * native (a tenth of a millisecond together), on a worker thread otherwise.
 */
@Singleton
public class SigningThreads {
    private final boolean fast = NativeCrypto.install();

    /** Runs {@code work}; the item arrives on the caller's context. */
    public <T> Uni<T> run(Supplier<T> work) {
        return fast ? Uni.createFrom().item(work) : onWorker(work);
    }

    /** Runs work that may take milliseconds however fast signatures are; the item arrives on the caller's context. */
    public <T> Uni<T> onWorker(Supplier<T> work) {
        return Uni.createFrom().deferred(() -> {
            Context context = Vertx.currentContext();
            if (context == null) {
                return Uni.createFrom().item(work);
            }
            return Uni.createFrom()
                    .completionStage(
                            () -> context.executeBlocking(work::get, false).toCompletionStage());
        });
    }
}
