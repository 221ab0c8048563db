package dev.holdfast.backend.event;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Limits open event streams, for each person with all tokens, for each catalog, and in all. */
@ApplicationScoped
class EventStreams {
    static final int PER_PERSON = 5;
    static final int PER_CATALOG = 50;
    static final int MAX = 200;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final ConcurrentHashMap<Object, Integer> open = new ConcurrentHashMap<>();
    private final AtomicInteger all = new AtomicInteger();

    /** Counts a stream of a person; fails with {@code rate-limited} above a limit. Returns how to end it, which may run more than once. */
    Runnable begin(CatalogId catalog, String person) {
        int before = all.getAndIncrement();
        int ofCatalog = open.merge(catalog, 1, Integer::sum);
        int ofPerson = open.merge(person, 1, Integer::sum);
        String tooMany = ofPerson > PER_PERSON
                ? "You have " + PER_PERSON + " open event streams. Close one, then try again."
                : ofCatalog > PER_CATALOG
                        ? "This catalog has " + PER_CATALOG + " open event streams. Try again later."
                        : before >= MAX ? "This backend has " + MAX + " open event streams. Try again later." : "";
        if (!tooMany.isEmpty()) {
            end(catalog, person);
            throw ProblemException.rateLimited(tooMany, RETRY_AFTER);
        }
        AtomicBoolean ended = new AtomicBoolean();
        return () -> {
            if (ended.compareAndSet(false, true)) {
                end(catalog, person);
            }
        };
    }

    /** Returns the catalogs with open streams. */
    Set<CatalogId> catalogs() {
        return open.keySet().stream()
                .filter(CatalogId.class::isInstance)
                .map(CatalogId.class::cast)
                .collect(Collectors.toSet());
    }

    private void end(CatalogId catalog, String person) {
        open.computeIfPresent(person, (key, count) -> count == 1 ? null : count - 1);
        open.computeIfPresent(catalog, (key, count) -> count == 1 ? null : count - 1);
        all.decrementAndGet();
    }
}
