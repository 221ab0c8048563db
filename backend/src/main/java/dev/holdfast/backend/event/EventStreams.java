package dev.holdfast.backend.event;

import dev.holdfast.backend.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Limits open event streams, for each person with all tokens, and in all. */
@ApplicationScoped
class EventStreams {
    static final int PER_PERSON = 5;
    static final int MAX = 200;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final ConcurrentHashMap<String, Integer> open = new ConcurrentHashMap<>();
    private final AtomicInteger all = new AtomicInteger();

    /** Counts a stream of a person; fails with {@code rate-limited} above a limit. Returns how to end it, which may run more than once. */
    Runnable begin(String person) {
        if (all.incrementAndGet() > MAX) {
            all.decrementAndGet();
            throw ProblemException.rateLimited(
                    "This backend has " + MAX + " open event streams. Try again later.", RETRY_AFTER);
        }
        if (open.merge(person, 1, Integer::sum) > PER_PERSON) {
            end(person);
            throw ProblemException.rateLimited(
                    "You have " + PER_PERSON + " open event streams. Close one, then try again.", RETRY_AFTER);
        }
        AtomicBoolean ended = new AtomicBoolean();
        return () -> {
            if (ended.compareAndSet(false, true)) {
                end(person);
            }
        };
    }

    private void end(String person) {
        open.computeIfPresent(person, (key, count) -> count == 1 ? null : count - 1);
        all.decrementAndGet();
    }
}
