package dev.holdfast.backend.attestation.waiting;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Lets a moment pass. */
@FunctionalInterface
public interface Pause {
    /** Runs {@code next} when the moment has passed. */
    void then(Runnable next);

    /** Returns a pause on the caller's event loop, none where there is none. */
    static Pause of(Duration moment) {
        return next -> {
            Context context = Vertx.currentContext();
            if (context == null) {
                next.run();
            } else {
                context.owner().setTimer(moment.toMillis(), timer -> next.run());
            }
        };
    }
}
