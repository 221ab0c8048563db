package dev.holdfast.backend.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.feed.EventFeed;
import dev.holdfast.backend.platform.feed.EventFeed.Page;
import dev.holdfast.backend.platform.feed.EventFeed.Selection;
import dev.holdfast.backend.platform.feed.EventFeed.Start;
import dev.holdfast.backend.platform.feed.EventPosition;
import dev.holdfast.contract.operator.event.EventKinds;
import dev.holdfast.contract.operator.event.EventView;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sends events as they happen. Each page is read when the client has taken the one before, so memory holds one page. A stream ends before a
 * minute, so that revoked tokens and removed roles take effect. Clients connect again with the last event ID.
 */
@ApplicationScoped
class StreamEvents {
    private static final Duration MAX_AGE = Duration.ofSeconds(55);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final long RECONNECT_MILLISECONDS = 1_000;

    private final EventFeed feed;
    private final NewEvents newEvents;
    private final ObjectMapper json;
    private final Clock clock;

    StreamEvents(EventFeed feed, NewEvents newEvents, ObjectMapper json, Clock clock) {
        this.feed = feed;
        this.newEvents = newEvents;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Streams events after a position.
     *
     * @param last position of the last event that the client has; null for new events only
     */
    Multi<OutboundSseEvent> stream(CatalogId catalog, @Nullable EventPosition last, Selection selection, Sse sse) {
        Executor context = MutinyHelper.executor(Vertx.currentContext());
        Instant end = clock.instant().plus(MAX_AGE);
        return start(catalog, last)
                .onItem()
                .transformToMulti(start -> Multi.createBy()
                        .concatenating()
                        .streams(
                                Multi.createFrom().iterable(opening(catalog, start, sse)),
                                pages(catalog, start.position(), selection, context, end)
                                        .onItem()
                                        .transformToIterable(page -> events(page, sse))));
    }

    private Uni<Start> start(CatalogId catalog, @Nullable EventPosition last) {
        return last == null ? feed.newest(catalog).map(newest -> new Start(newest, false)) : feed.resume(catalog, last);
    }

    private Multi<Page> pages(
            CatalogId catalog, EventPosition start, Selection selection, Executor context, Instant end) {
        return Multi.createBy()
                .repeating()
                .uni(
                        () -> new AtomicReference<>(new Read(new Page(List.of(), start), -1)),
                        last -> next(catalog, Objects.requireNonNull(last.get()), selection, context)
                                .invoke(last::set)
                                .map(Read::page))
                .whilst(page -> clock.instant().isBefore(end));
    }

    /** A page, and {@link NewEvents#changes} before it was read. */
    private record Read(Page page, long changes) {}

    /** Reads the next page. Reads nothing if the catalog has no new events, and waits if there is no event. */
    private Uni<Read> next(CatalogId catalog, Read last, Selection selection, Executor context) {
        EventPosition position = last.page().next();
        long changes = newEvents.changes(catalog);
        if (changes == last.changes() && position.upTo().isEmpty()) {
            return pause(new Read(new Page(List.of(), position), changes));
        }
        return feed.read(catalog, position, selection)
                .runSubscriptionOn(context)
                .map(page -> new Read(page, changes))
                .chain(read -> read.page().events().isEmpty()
                        ? pause(read)
                        : Uni.createFrom().item(read));
    }

    private static Uni<Read> pause(Read read) {
        return Uni.createFrom().item(read).onItem().delayIt().by(PAUSE);
    }

    /** Returns the first lines, so that the client has a position before the first event. */
    private List<OutboundSseEvent> opening(CatalogId catalog, Start start, Sse sse) {
        OutboundSseEvent.Builder first = sse.newEventBuilder().reconnectDelay(RECONNECT_MILLISECONDS);
        return List.of(
                start.lost()
                        ? event(
                                first,
                                new EventView(EventKinds.LOST, catalog.value().toString(), clock.instant(), Map.of()),
                                start.position())
                        : first.id(start.position().text()).comment("open").build());
    }

    /** Returns the events of a page, and the position after it for clients whose filter matches little. */
    private List<OutboundSseEvent> events(Page page, Sse sse) {
        List<OutboundSseEvent> all = new ArrayList<>();
        page.events().forEach(found -> all.add(event(sse.newEventBuilder(), found.event(), found.position())));
        all.add(sse.newEventBuilder().id(page.next().text()).comment("read").build());
        return all;
    }

    private OutboundSseEvent event(OutboundSseEvent.Builder builder, EventView event, EventPosition position) {
        return builder.id(position.text())
                .name(event.kind())
                .mediaType(MediaType.TEXT_PLAIN_TYPE)
                .data(String.class, text(event))
                .build();
    }

    private String text(EventView event) {
        try {
            return json.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
