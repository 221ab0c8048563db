package dev.holdfast.gateway.update;

import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether the gateway hears of changes. While it is live, what was loaded in the current epoch is true; each time it
 * comes back after an outage or a gap a new epoch begins, and what is held from earlier ones must be loaded again.
 */
@Singleton
final class Feed {
    private final AtomicLong epoch = new AtomicLong();
    private volatile boolean live;

    boolean isLive() {
        return live;
    }

    long epoch() {
        return epoch.get();
    }

    void resumed() {
        epoch.incrementAndGet();
        live = true;
    }

    void lost() {
        live = false;
    }
}
