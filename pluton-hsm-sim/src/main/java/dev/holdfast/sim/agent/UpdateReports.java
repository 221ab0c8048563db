package dev.holdfast.sim.agent;

import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.device.DeviceReport.Kind;
import dev.holdfast.contract.device.DeviceReport.State;
import dev.holdfast.sim.mt3620.update.UpdateRefusedException;
import dev.holdfast.sim.mt3620.update.UpdateRefusedException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Reports how far an update is, and why it is refused or fails. For use on the device's event loop. */
final class UpdateReports {
    private final Vertx vertx;
    private final InstantSource clock;
    private final Host host;

    UpdateReports(Vertx vertx, InstantSource clock, Host host) {
        this.vertx = vertx;
        this.clock = clock;
        this.host = host;
    }

    /**
     * Reports how much of the missing images the device has. Completes when the report is sent, or waits for the next time.
     *
     * @param percent 0 to 100
     */
    Future<Void> downloading(long version, int percent) {
        state(version, State.DOWNLOADING, Map.of("percent", Integer.toString(percent)));
        return host.reportUpdates();
    }

    /** Reports that the images are verified. */
    void staged(long version) {
        state(version, State.STAGED, Map.of());
        host.reportNow();
    }

    /** Reports that the verified images wait for a window, which opens after {@code closed}. */
    void waitingForWindow(long version, Duration closed) {
        state(version, State.WAITING_FOR_WINDOW, Map.of("until", after(closed)));
        host.reportNow();
    }

    /** Reports that an application defers the installation for the time {@code left}. */
    void deferred(long version, Duration left) {
        state(version, State.DEFERRED, Map.of("until", after(left)));
        host.reportNow();
    }

    private String after(Duration time) {
        return clock.instant().plus(time).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Reports with the next reports that the images are in use on trial. */
    void installed(long version) {
        state(version, State.INSTALLED, Map.of());
    }

    private void state(long version, State state, Map<String, String> more) {
        Map<String, String> detail = new HashMap<>(more);
        detail.put("manifestVersion", Long.toString(version));
        detail.put("state", state.name());
        host.updateState(new DeviceReport(UUID.randomUUID(), clock.instant(), Kind.UPDATE_STATE, detail));
    }

    /** Queues a report if the step fails because the set is refused or an image cannot be installed. Attests again if that can help. */
    <T> Future<T> ofFailure(Software chip, Future<T> step) {
        return step.recover(failure -> switch (failure) {
            case UpdateRefusedException refused
            when refused.reason().isSolvedByAttesting() -> {
                host.attestAgain();
                yield Future.failedFuture(refused);
            }
            // The return from this set is reported already.
            case UpdateRefusedException refused
            when refused.reason() == Reason.MANIFEST_FAILED_BEFORE -> Future.failedFuture(refused);
            case UpdateRefusedException refused -> reporting(() -> chip.reportRefusal(refused), refused);
            case InstallationFailedException failed -> reporting(() -> chip.reportFailure(failed), failed);
            default -> Future.failedFuture(failure);
        });
    }

    /** Queues a report. */
    private interface Report {
        void queue() throws IOException;
    }

    /** Queues a report and completes with the failure. */
    private <T> Future<T> reporting(Report report, Throwable failure) {
        return vertx.<Boolean>executeBlocking(
                        () -> {
                            report.queue();
                            return true;
                        },
                        false)
                .onSuccess(_ -> host.reportNow())
                .compose(_ -> Future.failedFuture(failure));
    }
}
