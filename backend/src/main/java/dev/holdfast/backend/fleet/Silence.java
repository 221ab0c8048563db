package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.tx.Tx;
import java.time.Duration;
import java.time.Instant;

/** How long a device must be silent to count as offline. */
public final class Silence {
    private static final Duration LENGTH = Duration.ofDays(1);

    private Silence() {}

    /** Returns the time since which an offline device has made no contact. */
    public static Instant since(Tx tx) {
        return tx.now().minus(LENGTH);
    }
}
