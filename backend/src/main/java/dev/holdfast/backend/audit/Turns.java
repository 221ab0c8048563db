package dev.holdfast.backend.audit;

import dev.holdfast.backend.platform.db.CatalogId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which logs are looked at: each once at a time, few at once, and in the order in which they were asked for. Whoever is refused keeps their place
 * as long as they come back, so that nobody who asks for the same logs again and again keeps others from theirs.
 */
final class Turns {
    private final int atOnce;
    private final Duration kept;
    private final InstantSource clock;
    private final Set<CatalogId> running = new HashSet<>();
    private final Map<CatalogId, Instant> waiting = new LinkedHashMap<>();

    /**
     * Makes it.
     *
     * @param atOnce how many at once
     * @param kept how long a place is kept for whoever was refused
     */
    Turns(int atOnce, Duration kept, InstantSource clock) {
        this.atOnce = atOnce;
        this.kept = kept;
        this.clock = clock;
    }

    /** Returns whether it is a log's turn; then {@link #end} is to be called. */
    synchronized boolean begin(CatalogId log) {
        if (running.contains(log)) {
            return false;
        }
        Instant now = clock.instant();
        waiting.values().removeIf(until -> until.isBefore(now));
        long before =
                waiting.keySet().stream().takeWhile(other -> !other.equals(log)).count();
        if (running.size() + before >= atOnce) {
            waiting.put(log, now.plus(kept));
            return false;
        }
        waiting.remove(log);
        return running.add(log);
    }

    /** Says that a log was looked at. */
    synchronized void end(CatalogId log) {
        running.remove(log);
    }
}
