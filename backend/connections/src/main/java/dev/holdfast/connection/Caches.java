package dev.holdfast.connection;

import com.github.benmanes.caffeine.cache.Caffeine;

/** Caches that run maintenance on the calling event loop, which is cheaper than waking another thread. */
public final class Caches {
    private Caches() {}

    /** Returns a builder. */
    public static Caffeine<Object, Object> begin() {
        return Caffeine.newBuilder().executor(Runnable::run);
    }
}
