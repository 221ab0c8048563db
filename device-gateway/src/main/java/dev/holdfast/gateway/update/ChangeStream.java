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
 * last position, and cached data stays valid except for the reported changes. If the outage was too long, or the database was restored, the
 * stream restarts at the newest position and all cached data is stale. One event loop owns the state.
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
    /** Position of the last known change; null to start at the newest one. */
    private @Nullable String after;

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
            @Nullable String from = after;
            backend.changes(from, stream.isLive()).onComplete(changes -> apply(from, changes), this::lost);
        }
    }

    private void apply(@Nullable String from, InternalApi.Changes changes) {
        changes.changes().forEach(this::apply);
        after = changes.next();
        if (from == null || changes.startOver()) {
            LOG.infof("event=changes-followed after=%s gap=%s", changes.next(), changes.startOver());
            stream.startEpoch(clock.instant());
        } else if (!changes.hasMore()) {
            if (!stream.isLive()) {
                LOG.infof("event=changes-followed after=%s", changes.next());
            }
            stream.received(clock.instant());
        }
        ask();
    }

    private void apply(InternalApi.Change change) {
        targets.changed(change);
        changeEvents.fire(change);
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
