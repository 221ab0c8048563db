package dev.holdfast.gateway.update;

import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether the gateway hears of changes. While it is live, what was loaded in the current epoch is true. An outage does not end an
 * epoch, a gap does: what is held from earlier ones must be loaded again.
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

    /** Changes are heard from here on; what happened before may have been missed. */
    void begun() {
        epoch.incrementAndGet();
        live = true;
    }

    /** Changes are heard again, and none was missed. */
    void resumed() {
        live = true;
    }

    void lost() {
        live = false;
    }
}
