package dev.holdfast.sim.agent;

import dev.holdfast.sim.mt3620.boot.BootOutcome;
import dev.holdfast.sim.mt3620.update.DeferralStatus;
import dev.holdfast.sim.mt3620.update.InstallScope;
import dev.holdfast.sim.mt3620.update.OfferedSet;
import dev.holdfast.sim.mt3620.update.OpenOffer;
import dev.holdfast.sim.mt3620.update.UpdateEvent;
import dev.holdfast.sim.mt3620.update.UpdatePlan;
import dev.holdfast.sim.mt3620.update.UpdateRefusedException;
import dev.holdfast.sim.mt3620.update.UpdateRefusedException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Polls for updates and installs them: check the manifest set, download its images, offer the update to the
 * application, install, boot. For use on the device's event loop.
 */
final class Updates {
    /** Pause before the first poll. */
    private static final Duration SOON = Duration.ofMillis(100);

    /** Interval in simulated time at which the offer is saved in flash. */
    private static final Duration SAVE_INTERVAL = Duration.ofMinutes(5);

    /** Minimum of {@link #SAVE_INTERVAL} in real time. */
    private static final Duration MIN_SAVE_INTERVAL = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final AgentSettings settings;
    private final StatusBoard board;
    private final Host host;
    private final Confirmation confirmation;
    private final Backoff jitter;
    private final Activity polling;
    private final Activity deciding;
    private final UpdateOffer offer;
    private BootOutcome.@Nullable Booted boot;
    private @Nullable DeviceClient client;
    private Optional<InstallScope> scope = Optional.empty();
    private @Nullable Downloaded waiting;

    /** A staged update that waits for the application. */
    private record Downloaded(Installation installation, UpdatePlan plan) {}

    Updates(Vertx vertx, AgentSettings settings, StatusBoard board, Host host, Confirmation confirmation) {
        this.vertx = vertx;
        this.settings = settings;
        this.board = board;
        this.host = host;
        this.confirmation = confirmation;
        this.jitter = settings.backoff();
        this.polling = host.activity("update", this::poll);
        this.deciding = host.activity("install", this::decide);
        this.offer = new UpdateOffer(settings.application(), settings.clock(), settings.day(), this::onEvent);
    }

    void booted(Software chip, BootOutcome.Booted booted) {
        boot = booted;
        scope = Optional.empty();
        offer.booted(chip.chip().profile().longestDeferral(), chip.chip().openOffer());
    }

    /** Sets what the newest attestation result lets the device install. */
    void allow(InstallScope of) {
        scope = Optional.of(of);
    }

    /** Starts polling with the certificate of a client. */
    void begin(DeviceClient update) {
        beginAfter(update, SOON);
    }

    /** Starts polling with the certificate of a client after about {@code pause}. */
    void beginAfter(DeviceClient update, Duration pause) {
        client = update;
        polling.start(jitter.around(pause));
    }

    /** Stops polling, because the certificate is no longer valid. */
    void withoutCertificate() {
        client = null;
    }

    /** Stops polling until {@link #begin}. A waiting update is still installed. */
    void pause() {
        polling.stop();
    }

    /** Stops all activities. The next poll finds a waiting update in flash. */
    void stop() {
        polling.stop();
        deciding.stop();
        waiting = null;
    }

    /** Returns whether a staged update waits for the application. */
    boolean isWaiting() {
        return waiting != null;
    }

    private Future<Duration> poll() {
        DeviceClient to = client;
        Optional<Software> chip = host.software();
        Duration interval = settings.intervals().pollInterval();
        if (to == null || chip.isEmpty() || waiting != null || confirmation.isPending()) {
            // While an update waits, or is about to be confirmed, the device requests no other.
            return Future.succeededFuture(interval);
        }
        return to.poll(chip.get().chip().installedSet())
                .compose(set -> {
                    board.polled();
                    if (set.isEmpty()) {
                        offer.noUpdate();
                        return Future.succeededFuture(false);
                    }
                    return install(to, chip.get(), set.get());
                })
                .compose(changed -> {
                    if (changed) {
                        return host.reboot().map(interval);
                    }
                    settings.intervals().rest(to, interval);
                    return Future.succeededFuture(jitter.around(interval));
                });
    }

    /** Downloads and installs the images of a manifest set. Completes with whether the device must boot now. */
    private Future<Boolean> install(DeviceClient from, Software chip, OfferedSet set) {
        BootOutcome.Booted booted = boot;
        if (booted == null) {
            return Future.failedFuture(new IllegalStateException("the device has not booted"));
        }
        board.installing(true);
        Installation installation = new Installation(vertx, chip.updater(booted), from, settings.behavior());
        return reportingRefusals(
                chip,
                installation
                        .plan(set, scope)
                        .compose(plan -> plan.isEmpty()
                                ? Future.succeededFuture(false)
                                : download(new Downloaded(installation, plan.get())))
                        .recover(failure -> isOnTrial(failure)
                                ? confirmation.abandon(chip).map(true)
                                : Future.failedFuture(failure))
                        .onComplete(done -> board.installing(false)));
    }

    /** Returns whether a set was refused because of a trial. The device then returns first, because it does not confirm the trial. */
    private static boolean isOnTrial(Throwable failure) {
        return failure instanceof UpdateRefusedException refused && refused.reason() == Reason.UPDATE_IN_PROGRESS;
    }

    private Future<Boolean> download(Downloaded update) {
        offer.started();
        return update.installation().download(update.plan()).compose(staged -> {
            if (!offer.isDeferrable()) {
                return update.installation().commit(update.plan(), scope);
            }
            waiting = update;
            return saveOffer(Optional.of(
                            offer.ready(update.plan().version(), update.plan().kind())))
                    .map(done -> {
                        deciding.reschedule(untilNextCheck());
                        return false;
                    });
        });
    }

    private Duration untilNextCheck() {
        Duration change = offer.untilChange();
        Duration save = settings.day().realTime(SAVE_INTERVAL);
        Duration bounded = save.compareTo(MIN_SAVE_INTERVAL) < 0 ? MIN_SAVE_INTERVAL : save;
        return change.compareTo(bounded) < 0 ? change : bounded;
    }

    /** Writes the offer to flash. */
    private Future<Void> saveOffer(Optional<OpenOffer> current) {
        Optional<Software> chip = host.software();
        if (current.isEmpty() || chip.isEmpty()) {
            return Future.succeededFuture();
        }
        return vertx.executeBlocking(
                        () -> {
                            chip.get().chip().saveOpenOffer(current.get());
                            return true;
                        },
                        true)
                .mapEmpty();
    }

    /** Installs the waiting update once it is final. */
    private Future<Duration> decide() {
        Downloaded update = waiting;
        Optional<Software> chip = host.software();
        if (update == null || chip.isEmpty()) {
            deciding.stop();
            return Future.succeededFuture(settings.intervals().longestRetry());
        }
        if (!offer.isFinal()) {
            return saveOffer(offer.current()).map(done -> untilNextCheck());
        }
        waiting = null;
        return reportingRefusals(chip.get(), update.installation().commit(update.plan(), scope))
                .compose(done -> {
                    offer.installed();
                    return host.reboot();
                })
                .map(settings.intervals().longestRetry());
    }

    private void onEvent(UpdateEvent event) {
        Optional<Software> chip = host.software();
        if (chip.isEmpty() || !offer.isDeferrable() || !(event instanceof UpdateEvent.ReadyForInstall ready)) {
            return;
        }
        if (ready.status() == DeferralStatus.DEFERRED) {
            board.deferred();
        }
        // Ordered execution, so that a later report does not overtake this one.
        vertx.executeBlocking(
                        () -> {
                            chip.get().reportUpdate(ready);
                            return true;
                        },
                        true)
                .onComplete(done -> host.reportNow());
    }

    private <T> Future<T> reportingRefusals(Software chip, Future<T> step) {
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
