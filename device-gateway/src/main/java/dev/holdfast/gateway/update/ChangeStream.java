package dev.holdfast.gateway.update;

import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.gateway.backend.BackendClient;
import dev.holdfast.gateway.backend.BackendFailure;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The long poll for changes, for ever: asks, applies, asks again. After an outage it goes on where it was, and what is held stays
 * true but for what it is told; when its place is no longer known to the backend, or lies ahead of it (a restored database), it starts
 * over from the newest, and everything held is doubtful. Its state lives on one event loop.
 */
@Singleton
final class ChangeStream {
    private static final Logger LOG = Logger.getLogger(ChangeStream.class);
    private static final int RETRY_FROM_MILLIS = 500;
    private static final int RETRY_TO_MILLIS = 1_500;

    private final Vertx vertx;
    private final InstantSource clock;
    private final BackendClient backend;
    private final Feed feed;
    private final Targets targets;
    private final Event<InternalApi.Change> told;
    private volatile boolean stopped;
    private @Nullable Long after;

    ChangeStream(
            Vertx vertx,
            InstantSource clock,
            BackendClient backend,
            Feed feed,
            Targets targets,
            Event<InternalApi.Change> told) {
        this.vertx = vertx;
        this.clock = clock;
        this.backend = backend;
        this.feed = feed;
        this.targets = targets;
        this.told = told;
    }

    void start(@Observes StartupEvent event) {
        vertx.getOrCreateContext().runOnContext(now -> ask());
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    private void ask() {
        if (!stopped) {
            // Returning after an outage, the first answer must come at once: until then everything is held as it was.
            @Nullable Long from = after;
            backend.changes(from, feed.isLive()).onComplete(changes -> apply(from, changes), this::lost);
        }
    }

    private void apply(@Nullable Long from, InternalApi.Changes changes) {
        boolean gap = from != null && changes.next() < from;
        changes.changes().forEach(this::apply);
        after = gap ? null : changes.next();
        if (gap || from == null) {
            LOG.infof("event=changes-followed after=%d gap=%s", changes.next(), gap);
            feed.begun(clock.instant());
        } else {
            if (!feed.isLive()) {
                LOG.infof(
                        "event=changes-followed after=%d changes=%d",
                        changes.next(), changes.changes().size());
            }
            feed.heard(clock.instant());
        }
        ask();
    }

    private void apply(InternalApi.Change change) {
        try {
            targets.changed(change);
            told.fire(change);
        } catch (IllegalArgumentException e) {
            // A change that cannot be read may be about anything.
            LOG.errorf("event=change-unreadable kind=%s detail=\"%s\"", change.kind(), e.getMessage());
            feed.begun(clock.instant());
        }
    }

    private void lost(Throwable failure) {
        if (feed.isLive()) {
            LOG.warnf("event=changes-lost detail=\"%s\"", failure.getMessage());
        }
        feed.lost();
        if (failure instanceof BackendFailure.Rejected || failure instanceof BackendFailure.Missing) {
            after = null;
        }
        vertx.setTimer(ThreadLocalRandom.current().nextInt(RETRY_FROM_MILLIS, RETRY_TO_MILLIS), timer -> ask());
    }
}
