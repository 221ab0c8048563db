package dev.holdfast.sim.agent;

import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.sim.agent.GatewayException.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends queued reports: first those about updates in batches, then each of the others, oldest first. A report leaves the queue when the
 * gateway acknowledges it, or rejects it as invalid.
 */
final class Reporter {
    /** Maximum number of reports in a batch, so that it is shorter than 16 KiB. */
    private static final int MAX_BATCH = 16;

    private final Vertx vertx;
    private final AgentSettings settings;
    private final StatusBoard board;
    private Instant bootedAt = Instant.EPOCH;
    private Instant nextHeartbeat = Instant.EPOCH;
    /** Newest state of the update, until it is sent. Not in flash, because a device that restarts reports its next state. */
    private @Nullable DeviceReport state;

    Reporter(Vertx vertx, AgentSettings settings, StatusBoard board) {
        this.vertx = vertx;
        this.settings = settings;
        this.board = board;
    }

    /** Starts the uptime and makes a heartbeat due. */
    void booted() {
        bootedAt = settings.clock().instant();
        nextHeartbeat = bootedAt;
    }

    /** Sets the state of the update that the next batch reports, instead of an earlier one. */
    void state(DeviceReport newest) {
        state = newest;
    }

    /** Adds a heartbeat if it is due and can be sent, then sends the queue. */
    Future<Void> report(Software software, @Nullable DeviceClient update, @Nullable DeviceClient customer) {
        Instant now = settings.clock().instant();
        Future<?> written = Future.succeededFuture();
        if (customer != null && !now.isBefore(nextHeartbeat)) {
            Duration uptime = Duration.between(bootedAt, now);
            written = vertx.executeBlocking(
                    () -> {
                        software.reportHeartbeat(uptime.toSeconds());
                        return true;
                    },
                    false);
            nextHeartbeat = now.plus(settings.intervals().heartbeatInterval());
        }
        return written.compose(done -> reportUpdates(software, update))
                .compose(done -> reportEvents(software, customer));
    }

    /** Sends the reports about updates and the newest state of the update. */
    Future<Void> reportUpdates(Software software, @Nullable DeviceClient client) {
        List<DeviceReport> queued = software.reports().oldestAboutUpdates(MAX_BATCH - 1);
        DeviceReport newest = state;
        if (client == null || (queued.isEmpty() && newest == null)) {
            return Future.succeededFuture();
        }
        List<DeviceReport> batch = new ArrayList<>(queued);
        if (newest != null) {
            batch.add(newest);
        }
        return removing(software, queued, client.report(batch)).compose(done -> {
            if (newest != null && newest.equals(state)) {
                state = null;
            }
            return reportUpdates(software, client);
        });
    }

    private Future<Void> reportEvents(Software software, @Nullable DeviceClient client) {
        Optional<DeviceReport> oldest = software.reports().oldest(false);
        if (client == null || oldest.isEmpty()) {
            return Future.succeededFuture();
        }
        return removing(software, List.of(oldest.get()), client.report(oldest.get()))
                .compose(done -> reportEvents(software, client));
    }

    /** Removes reports from the queue once they are sent. */
    private Future<Void> removing(Software software, List<DeviceReport> reports, Future<Void> sent) {
        return sent.map(true)
                .recover(failure -> failure instanceof GatewayException gateway && gateway.kind() == Kind.REJECTED
                        ? Future.succeededFuture(false)
                        : Future.failedFuture(failure))
                .compose(acknowledged -> vertx.executeBlocking(
                                () -> {
                                    for (DeviceReport report : reports) {
                                        software.reports().remove(report.id());
                                    }
                                    return acknowledged;
                                },
                                false)
                        .onSuccess(done -> reports.forEach(report ->
                                board.reported(acknowledged, software.reports().size()))))
                .mapEmpty();
    }
}
