package dev.holdfast.sim.agent;

import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.sim.agent.GatewayException.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends queued reports: first those about updates, then the others, each oldest first. A report leaves the queue when the gateway
 * acknowledges it, or rejects it as invalid.
 */
final class Reporter {
    private final Vertx vertx;
    private final AgentSettings settings;
    private final StatusBoard board;
    private Instant bootedAt = Instant.EPOCH;
    private Instant nextHeartbeat = Instant.EPOCH;

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
        return written.compose(done -> send(software, update, true)).compose(done -> send(software, customer, false));
    }

    private Future<Void> send(Software software, @Nullable DeviceClient client, boolean aboutUpdates) {
        Optional<DeviceReport> oldest = software.reports().oldest(aboutUpdates);
        if (client == null || oldest.isEmpty()) {
            return Future.succeededFuture();
        }
        DeviceReport report = oldest.get();
        return client.report(report)
                .map(true)
                .recover(failure -> failure instanceof GatewayException gateway && gateway.kind() == Kind.REJECTED
                        ? Future.succeededFuture(false)
                        : Future.failedFuture(failure))
                .compose(acknowledged -> vertx.executeBlocking(
                                () -> {
                                    software.reports().remove(report.id());
                                    return acknowledged;
                                },
                                false)
                        .onSuccess(done ->
                                board.reported(acknowledged, software.reports().size())))
                .compose(done -> send(software, client, aboutUpdates));
    }
}
