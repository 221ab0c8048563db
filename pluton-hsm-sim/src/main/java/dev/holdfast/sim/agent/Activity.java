package dev.holdfast.sim.agent;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * A repeated task of a device. Each run returns the pause until the next one. A failed run is retried after an
 * increasing pause. At most one run is scheduled or active. For use on the device's event loop only.
 */
final class Activity {
    private static final long NONE = -1;

    private final String name;
    private final Vertx vertx;
    private final Backoff backoff;
    private final Supplier<Future<Duration>> run;
    private final BiConsumer<String, Throwable> failed;
    private long timer = NONE;
    /** Whether a run is scheduled or active. */
    private boolean active;
    /** Number of calls of {@link #stop}. A run that began before a stop does not schedule the next run. */
    private int generation;

    Activity(
            String name,
            Vertx vertx,
            Backoff backoff,
            Supplier<Future<Duration>> run,
            BiConsumer<String, Throwable> failed) {
        this.name = name;
        this.vertx = vertx;
        this.backoff = backoff;
        this.run = run;
        this.failed = failed;
    }

    /** Schedules a run after {@code pause}, unless one is scheduled or active. */
    void start(Duration pause) {
        if (!active) {
            active = true;
            schedule(pause);
        }
    }

    /** Schedules a run after {@code pause}, instead of the scheduled one. */
    void reschedule(Duration pause) {
        stop();
        start(pause);
    }

    /** Cancels the scheduled run. An active run ends without a next one. */
    void stop() {
        active = false;
        generation++;
        if (timer != NONE) {
            vertx.cancelTimer(timer);
            timer = NONE;
        }
    }

    private void schedule(Duration pause) {
        timer = vertx.setTimer(Math.max(1, pause.toMillis()), fired -> run());
    }

    private void run() {
        timer = NONE;
        int started = generation;
        run.get().onComplete(result -> {
            if (started != generation || !active) {
                return;
            }
            if (result.succeeded()) {
                backoff.succeeded();
                schedule(result.result());
            } else {
                failed.accept(name, result.cause());
                // The listener may have stopped or restarted this activity.
                if (started == generation && active) {
                    schedule(backoff.failed(retryAfter(result.cause())));
                }
            }
        });
    }

    private static Optional<Duration> retryAfter(Throwable failure) {
        return failure instanceof GatewayException gateway ? gateway.retryAfter() : Optional.empty();
    }
}
