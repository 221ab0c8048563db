package dev.holdfast.standalone.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Does an asynchronous operation a number of times, so many at once, and stops at the first failure. */
final class Load {
    private static final long TIMEOUT_SECONDS = 180;

    private Load() {}

    /** One operation; {@code number} counts from 0. */
    @FunctionalInterface
    interface Operation {
        Future<?> run(long number);
    }

    /**
     * Runs {@code count} operations in {@code lanes} lanes and waits for the last.
     *
     * @throws IllegalStateException when one fails or all take more than three minutes
     */
    static void run(long count, int lanes, Operation operation) throws InterruptedException {
        AtomicLong next = new AtomicLong();
        Future<?> all = Future.succeededFuture();
        for (int lane = 0; lane < lanes; lane++) {
            Promise<Void> end = Promise.promise();
            step(next, count, operation, end);
            all = all.compose(done -> end.future());
        }
        try {
            all.toCompletionStage().toCompletableFuture().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an operation failed: " + e.getMessage(), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the benchmark took more than " + TIMEOUT_SECONDS + " seconds", e);
        }
    }

    private static void step(AtomicLong next, long count, Operation operation, Promise<Void> end) {
        long number = next.getAndIncrement();
        if (number >= count) {
            end.complete();
            return;
        }
        operation.run(number).onComplete(result -> {
            if (result.succeeded()) {
                step(next, count, operation, end);
            } else {
                // The other lanes stop as well: one failure spoils the figure.
                next.set(count);
                end.fail(result.cause());
            }
        });
    }
}
