package dev.holdfast.sim.agent;

import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.device.DeviceReport.Kind;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ManifestSetFormat;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.sim.mt3620.UpdateRefusedException;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reports on their way, oldest first; one leaves the queue when the gateway has acknowledged it. A report about an update
 * has the same id however often it is made, so that after a power cut it is not told twice.
 */
final class Outgoing {
    private static final int CAPACITY = 100;

    private final DeviceId device;
    private final InstantSource clock;
    private final Deque<DeviceReport> queue = new ArrayDeque<>();

    Outgoing(DeviceId device, InstantSource clock) {
        this.device = device;
        this.clock = clock;
    }

    DeviceReport installed(long manifestVersion) {
        return new DeviceReport(
                id("installed", manifestVersion),
                clock.instant(),
                Kind.UPDATE_INSTALLED,
                Map.of("manifestVersion", Long.toString(manifestVersion)));
    }

    DeviceReport failed(long manifestVersion, String error) {
        return new DeviceReport(
                id(error, manifestVersion),
                clock.instant(),
                Kind.UPDATE_FAILED,
                Map.of("manifestVersion", Long.toString(manifestVersion), "error", error));
    }

    DeviceReport refused(Blob signedSet, P256PublicKey imageKey, UpdateRefusedException refusal) {
        String error = refusal.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return failed(version(signedSet, imageKey), error);
    }

    DeviceReport heartbeat() {
        return new DeviceReport(UUID.randomUUID(), clock.instant(), Kind.APP_EVENT, Map.of("event", "heartbeat"));
    }

    /** Queues a report and sends what is queued, until one fails; it stays queued then. */
    Future<Void> send(DeviceReport report, @Nullable Session session) {
        if (queue.stream().noneMatch(queued -> queued.id().equals(report.id()))) {
            if (queue.size() == CAPACITY) {
                queue.removeFirst();
            }
            queue.addLast(report);
        }
        return flush(session);
    }

    private Future<Void> flush(@Nullable Session session) {
        DeviceReport first = queue.peekFirst();
        if (first == null || session == null) {
            return Future.succeededFuture();
        }
        DeviceClient client = first.kind().isAboutUpdates() ? session.update() : session.customer();
        if (client == null) {
            return Future.succeededFuture();
        }
        return client.report(first)
                .recover(failure ->
                        failure instanceof GatewayException gone && gone.kind() == GatewayException.Kind.INVALID
                                // The same report would be refused for ever, and block those behind it.
                                ? Future.succeededFuture()
                                : Future.failedFuture(failure))
                .compose(done -> {
                    queue.remove(first);
                    return flush(session);
                });
    }

    /** The version of a set that is genuine though not welcome; 0 when it is not even genuine. */
    private static long version(Blob signedSet, P256PublicKey imageKey) {
        try {
            return ManifestSetFormat.verify(signedSet.bytes(), imageKey).version();
        } catch (FormatException e) {
            return 0;
        }
    }

    private UUID id(String what, long manifestVersion) {
        String name = device + " " + what + " " + manifestVersion;
        return UUID.nameUUIDFromBytes(
                Digest.sha256(name.getBytes(StandardCharsets.UTF_8)).bytes());
    }
}
