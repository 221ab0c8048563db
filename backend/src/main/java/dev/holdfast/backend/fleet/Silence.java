package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.tx.Tx;
import java.time.Duration;
import java.time.Instant;

/** How long a device must be silent to count as offline, and how soon the others make contact. */
public final class Silence {
    private static final Duration LENGTH = Duration.ofDays(1);

    private Silence() {}

    /** Returns the time since which an offline device has made no contact. */
    public static Instant since(Tx tx) {
        return tx.now().minus(LENGTH);
    }

    /** Returns SQL for the time in which nine of ten devices {@code d} make a contact, in minutes; null if none did in the last week. */
    public static String contactMinutes(String now) {
        return """
                ceil(extract(epoch from percentile_disc(0.9) within group (order by %1$s - d.last_seen)
                    filter (where d.last_seen > %1$s - interval '7 days' and d.blocked_at is null)) / 60)::bigint""".formatted(now);
    }
}
