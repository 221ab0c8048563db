package dev.holdfast.sim.agent;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits concurrent steps; further steps wait in order of arrival. Without the limit, a fleet that starts on a small
 * machine begins more handshakes than it finishes within their time limit, and none succeeds. Safe for use from any
 * thread.
 */
final class ConcurrencyLimit {
    private final Queue<Promise<Void>> waiting = new ArrayDeque<>();
    private int free;
    /** Whether a thread gives free slots to waiting steps. */
    private boolean handingOut;

    ConcurrencyLimit(int slots) {
        this.free = slots;
    }

    /** Runs a step when a slot is free, and frees the slot at its end. */
    <T> Future<T> run(Supplier<Future<T>> step) {
        return acquire().compose(slot -> step.get()).onComplete(done -> release());
    }

    private synchronized Future<Void> acquire() {
        if (free > 0 && waiting.isEmpty()) {
            free--;
            return Future.succeededFuture();
        }
        Promise<Void> slot = Promise.promise();
        waiting.add(slot);
        return slot.future();
    }

    /** Frees a slot. Steps that end at once must not begin each other, because a long queue of them would overflow the stack. */
    private void release() {
        synchronized (this) {
            free++;
            if (handingOut) {
                return;
            }
            handingOut = true;
        }
        for (Promise<Void> next = next(); next != null; next = next()) {
            next.complete();
        }
    }

    /** Takes a slot for the step that waits longest; null if none waits or no slot is free, which ends the loop. */
    private synchronized @Nullable Promise<Void> next() {
        Promise<Void> next = free > 0 ? waiting.poll() : null;
        if (next == null) {
            handingOut = false;
        } else {
            free--;
        }
        return next;
    }
}
