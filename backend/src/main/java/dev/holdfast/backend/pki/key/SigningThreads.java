package dev.holdfast.backend.pki.key;

import dev.holdfast.backend.platform.db.Workers;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/**
 * Runs work with a few signatures: on the caller's event loop if cryptography is native, because the signatures then take 0.1 ms together;
 * otherwise on a worker thread.
 */
@Singleton
public class SigningThreads {
    private final boolean fast = NativeCrypto.install();

    /** Runs {@code work}; the result arrives on the caller's context. */
    public <T> Uni<T> run(Supplier<T> work) {
        return fast ? Uni.createFrom().item(work) : Workers.run(work);
    }
}
