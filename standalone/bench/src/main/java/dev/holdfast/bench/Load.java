package dev.holdfast.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Repeats an asynchronous operation with limited concurrency, and stops at the first failure. */
final class Load {
    private static final long TIMEOUT_SECONDS = 180;

    private Load() {}

    /** An operation. {@code number} counts the operations from 0. */
    @FunctionalInterface
    interface Operation {
        Future<?> run(long number);
    }

    /**
     * Runs {@code count} operations, of which {@code lanes} run concurrently on one event loop. Waits for the last.
     *
     * @throws IllegalStateException if an operation fails, or all operations together take more than three minutes
     */
    static void run(Vertx vertx, long count, int lanes, Operation operation) throws InterruptedException {
        AtomicLong next = new AtomicLong();
        List<Promise<Void>> ends =
                Stream.generate(Promise::<Void>promise).limit(lanes).toList();
        // The first operations also start on the event loop. On another thread, a response could arrive before its
        // listener is set.
        vertx.getOrCreateContext().runOnContext(_ -> ends.forEach(end -> step(next, count, operation, end)));
        try {
            Future.all(ends.stream().map(Promise::future).toList())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an operation failed: " + e.getMessage(), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "timeout: only %d of %d operations began within %d seconds"
                            .formatted(Math.min(next.get(), count), count, TIMEOUT_SECONDS),
                    e);
        }
    }

    private static void step(AtomicLong next, long count, Operation operation, Promise<Void> end) {
        long number = next.getAndIncrement();
        if (number >= count) {
            end.complete();
            return;
        }
        Future.succeededFuture().compose(_ -> operation.run(number)).onComplete(result -> {
            if (result.succeeded()) {
                step(next, count, operation, end);
            } else {
                // The other lanes stop too, because one failure makes the result invalid.
                next.set(count);
                end.fail(result.cause());
            }
        });
    }
}
