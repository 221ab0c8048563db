package dev.holdfast.sim.agent;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Limits concurrent steps; further steps wait in order of arrival. Without the limit, a fleet that starts on a small
 * machine begins more handshakes than it finishes within their time limit, and none succeeds. Safe for use from any
 * thread.
 */
final class ConcurrencyLimit {
    private final Queue<Promise<Void>> waiting = new ArrayDeque<>();
    private int free;

    ConcurrencyLimit(int slots) {
        this.free = slots;
    }

    /** Runs a step when a slot is free, and frees the slot at its end. */
    <T> Future<T> run(Supplier<Future<T>> step) {
        return acquire().compose(slot -> step.get()).onComplete(done -> release());
    }

    private synchronized Future<Void> acquire() {
        if (free > 0) {
            free--;
            return Future.succeededFuture();
        }
        Promise<Void> slot = Promise.promise();
        waiting.add(slot);
        return slot.future();
    }

    private void release() {
        Promise<Void> next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                free++;
            }
        }
        if (next != null) {
            next.complete();
        }
    }
}
