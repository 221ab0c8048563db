package dev.holdfast.gateway.update;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether the gateway hears of changes. While it is live, what was loaded in the current epoch is true. An outage does not end an
 * epoch, a gap does: what is held from earlier ones must be loaded again.
 */
@Singleton
final class Feed {
    private final AtomicLong epoch = new AtomicLong();
    private volatile boolean live;
    private volatile Heard heard = new Heard(0, Instant.MIN, Instant.MIN);

    /** Up to when changes were heard, in the newest epoch. Written by the change stream alone. */
    private record Heard(long epoch, Instant begunAt, Instant at) {}

    boolean isLive() {
        return live;
    }

    long epoch() {
        return epoch.get();
    }

    /** Returns until when an answer that was loaded in {@code loadedIn} is vouched for: no change of it was missed by then. */
    Instant heardOf(long loadedIn) {
        Heard last = heard;
        return loadedIn == last.epoch ? last.at : last.begunAt;
    }

    /** Changes are heard from here on; what happened before may have been missed. */
    void begun(Instant now) {
        heard = new Heard(epoch.incrementAndGet(), now, now);
        live = true;
    }

    /** Changes are heard, and none was missed. */
    void heard(Instant now) {
        Heard last = heard;
        heard = new Heard(last.epoch, last.begunAt, now);
        live = true;
    }

    void lost() {
        live = false;
    }
}
