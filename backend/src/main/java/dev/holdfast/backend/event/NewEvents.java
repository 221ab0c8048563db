package dev.holdfast.backend.event;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.feed.EventFeed;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Looks once a second which catalogs with open streams have new events, in one query for all of them. Idle streams query nothing. */
@ApplicationScoped
class NewEvents {
    private final EventStreams streams;
    private final EventFeed feed;
    private final Map<CatalogId, Long> changes = new ConcurrentHashMap<>();
    /** Grows over all catalogs, so that a catalog whose streams ended never gets an earlier number again. */
    private final AtomicLong looks = new AtomicLong();

    private volatile Set<CatalogId> seenIn = Set.of();
    private volatile String seen = EventFeed.NOTHING_SEEN;

    NewEvents(EventStreams streams, EventFeed feed) {
        this.streams = streams;
        this.feed = feed;
    }

    /** Returns a number that changes when a catalog gets events. Take it before reading. */
    long changes(CatalogId catalog) {
        return changes.getOrDefault(catalog, 0L);
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> look() {
        Set<CatalogId> open = streams.catalogs();
        changes.keySet().retainAll(open);
        if (open.isEmpty()) {
            seenIn = open;
            seen = EventFeed.NOTHING_SEEN;
            return Uni.createFrom().voidItem();
        }
        return feed.changedSince(seen, open)
                .invoke(now -> {
                    // The last look may have been between the first read of a new stream and this one.
                    open.stream()
                            .filter(catalog -> now.changed().contains(catalog) || !seenIn.contains(catalog))
                            .forEach(catalog -> changes.put(catalog, looks.incrementAndGet()));
                    seenIn = open;
                    seen = now.snapshot();
                })
                .replaceWithVoid();
    }
}
