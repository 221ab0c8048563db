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
 * Long-polls the backend for changes of cached data, in an endless loop. After an outage, the stream continues at the
 * last sequence number, and cached data stays valid except for the reported changes. If the backend no longer knows
 * that number, or has a lower one (a restored database), the stream restarts at the newest number and all cached data
 * is stale. One event loop owns the state.
 */
@Singleton
final class ChangeStream {
    private static final Logger LOG = Logger.getLogger(ChangeStream.class);
    private static final int RETRY_FROM_MILLIS = 500;
    private static final int RETRY_TO_MILLIS = 1_500;

    private final Vertx vertx;
    private final InstantSource clock;
    private final BackendClient backend;
    private final ChangeStreamState stream;
    private final Targets targets;
    private final Event<InternalApi.Change> changeEvents;
    private volatile boolean stopped;
    /** Sequence number of the last known change; null to start at the newest one. */
    private @Nullable Long after;

    ChangeStream(
            Vertx vertx,
            InstantSource clock,
            BackendClient backend,
            ChangeStreamState stream,
            Targets targets,
            Event<InternalApi.Change> changeEvents) {
        this.vertx = vertx;
        this.clock = clock;
        this.backend = backend;
        this.stream = stream;
        this.targets = targets;
        this.changeEvents = changeEvents;
    }

    void start(@Observes StartupEvent event) {
        vertx.getOrCreateContext().runOnContext(now -> ask());
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    private void ask() {
        if (!stopped) {
            // After an outage the first response must not wait, because cached data may be stale until then.
            @Nullable Long from = after;
            backend.changes(from, stream.isLive()).onComplete(changes -> apply(from, changes), this::lost);
        }
    }

    private void apply(@Nullable Long from, InternalApi.Changes changes) {
        boolean gap = from != null && changes.next() < from;
        changes.changes().forEach(this::apply);
        after = gap ? null : changes.next();
        if (gap || from == null) {
            LOG.infof("event=changes-followed after=%d gap=%s", changes.next(), gap);
            stream.startEpoch(clock.instant());
        } else {
            if (!stream.isLive()) {
                LOG.infof(
                        "event=changes-followed after=%d changes=%d",
                        changes.next(), changes.changes().size());
            }
            stream.received(clock.instant());
        }
        ask();
    }

    private void apply(InternalApi.Change change) {
        try {
            targets.changed(change);
            changeEvents.fire(change);
        } catch (IllegalArgumentException e) {
            // An unreadable change may affect any data, so a new epoch makes all cached data stale.
            LOG.errorf("event=change-unreadable kind=%s detail=\"%s\"", change.kind(), e.getMessage());
            stream.startEpoch(clock.instant());
        }
    }

    private void lost(Throwable failure) {
        if (stream.isLive()) {
            LOG.warnf("event=changes-lost detail=\"%s\"", failure.getMessage());
        }
        stream.lost();
        if (failure instanceof BackendFailure.Rejected || failure instanceof BackendFailure.Missing) {
            after = null;
        }
        vertx.setTimer(ThreadLocalRandom.current().nextInt(RETRY_FROM_MILLIS, RETRY_TO_MILLIS), timer -> ask());
    }
}
