package dev.holdfast.backend.pki.key;

import dev.holdfast.backend.platform.db.Workers;
import io.smallrye.mutiny.Uni;
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
        return fast ? Uni.createFrom().item(work) : Workers.run(work);
    }
}
