package dev.holdfast.sim.agent;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Lets so many steps be under way at once, the others in the order of arrival. Without it a fleet that starts on a small
 * machine begins more handshakes than it can finish within their time limit, and finishes none. From any thread.
 */
final class Turnstile {
    private final Queue<Promise<Void>> waiting = new ArrayDeque<>();
    private int free;

    Turnstile(int places) {
        this.free = places;
    }

    /** Takes a step when it is its turn; the place is free again when the step has ended. */
    <T> Future<T> pass(Supplier<Future<T>> step) {
        return enter().compose(turn -> step.get()).onComplete(done -> leave());
    }

    private synchronized Future<Void> enter() {
        if (free > 0) {
            free--;
            return Future.succeededFuture();
        }
        Promise<Void> turn = Promise.promise();
        waiting.add(turn);
        return turn.future();
    }

    private void leave() {
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
