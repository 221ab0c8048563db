package dev.holdfast.gateway.update;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * State of the change stream. An epoch is a time without a gap in the changes; an outage alone does not end it. While
 * the stream is live, data that was loaded in the current epoch is valid. Data of earlier epochs must be loaded again.
 */
@Singleton
final class ChangeStreamState {
    private final AtomicLong epoch = new AtomicLong();
    private volatile boolean live;
    private volatile Known known = new Known(0, Instant.MIN, Instant.MIN);

    /** Newest epoch, its start, and the time until which all its changes are known. Only the change stream writes it. */
    private record Known(long epoch, Instant begunAt, Instant at) {}

    /** Returns whether the last request for changes succeeded. */
    boolean isLive() {
        return live;
    }

    /** Returns the number of the newest epoch. */
    long epoch() {
        return epoch.get();
    }

    /** Returns the time until which data loaded in epoch {@code loadedIn} is known to be unchanged. */
    Instant validUntil(long loadedIn) {
        Known last = known;
        return loadedIn == last.epoch ? last.at : last.begunAt;
    }

    /** Starts an epoch, because changes before it may have been missed. */
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
