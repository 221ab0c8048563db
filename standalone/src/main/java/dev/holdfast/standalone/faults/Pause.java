package dev.holdfast.standalone.faults;

import dev.holdfast.standalone.config.CannotContinue;
import java.time.Duration;

/** Waits. */
final class Pause {
    private Pause() {}

    /** Sleeps for 300 ms. */
    static void shortly() {
        of(Duration.ofMillis(300));
    }

    static void of(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotContinue("Interrupted.", e);
        }
    }
}
