package dev.holdfast.gateway.update;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * State of the change stream. While it is live, data loaded in the current epoch is valid. An outage does not end an
 * epoch, a gap in the changes does: data of earlier epochs must be loaded again.
 */
@Singleton
final class ChangeStreamState {
    private final AtomicLong epoch = new AtomicLong();
    private volatile boolean live;
    private volatile Known known = new Known(0, Instant.MIN, Instant.MIN);

    /** Time until which all changes of the newest epoch are known. Written only by the change stream. */
    private record Known(long epoch, Instant begunAt, Instant at) {}

    boolean isLive() {
        return live;
    }

    long epoch() {
        return epoch.get();
    }

    /** Returns the time until which data loaded in epoch {@code loadedIn} is known to be unchanged. */
    Instant validUntil(long loadedIn) {
        Known last = known;
        return loadedIn == last.epoch ? last.at : last.begunAt;
    }

    /** Starts an epoch: changes before it may have been missed. */
    void startEpoch(Instant now) {
        known = new Known(epoch.incrementAndGet(), now, now);
        live = true;
    }

    /** Records a response of the change stream without a gap. */
    void received(Instant now) {
        Known last = known;
        known = new Known(last.epoch, last.begunAt, now);
        live = true;
    }

    void lost() {
        live = false;
    }
}
