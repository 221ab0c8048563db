package dev.holdfast.connection;

import com.github.benmanes.caffeine.cache.Caffeine;

/** Creates caches that run their maintenance on the calling thread. This is cheaper than waking another thread. */
public final class Caches {
    private Caches() {}

    /** Returns a builder of such a cache. */
    public static Caffeine<Object, Object> begin() {
        return Caffeine.newBuilder().executor(Runnable::run);
    }
}
