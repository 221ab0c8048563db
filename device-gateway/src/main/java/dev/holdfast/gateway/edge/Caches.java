package dev.holdfast.gateway.edge;

import com.github.benmanes.caffeine.cache.Caffeine;

/** Caches that event loops share and that tidy up on the one that uses them: to wake another thread for so little costs more. */
public final class Caches {
    private Caches() {}

    /** Begins one. */
    public static Caffeine<Object, Object> begin() {
        return Caffeine.newBuilder().executor(Runnable::run);
    }
}
