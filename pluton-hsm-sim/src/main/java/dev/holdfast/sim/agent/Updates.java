package dev.holdfast.sim.agent;

import dev.holdfast.contract.id.Digest;
import dev.holdfast.sim.mt3620.boot.BootOutcome;
import dev.holdfast.sim.mt3620.boot.InstalledSet;
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
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Polls for updates and installs them: check the manifest set, download its images, offer the update to the
 * application, ask whether the set is still offered, install, boot. For use on the device's event loop.
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
    private final UpdateReports reports;
    private BootOutcome.@Nullable Booted boot;
    private @Nullable DeviceClient client;
    private Optional<InstallScope> scope = Optional.empty();
    private @Nullable Downloaded waiting;
    /** Whether flash may have a download that is not used: after a boot, and after a set was offered. */
    private boolean mayHaveDownload;
    /** Pause that the gateway asked for in the response to the last poll. */
    private Optional<Duration> again = Optional.empty();

    /**
     * An update to stage, or a staged one.
     *
     * @param set SHA-256 of the signed manifest set
     * @param replaces whether the set replaces one that was staged in the same step
     */
    private record Downloaded(Installation installation, UpdatePlan plan, Digest set, boolean replaces) {}

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
        this.reports = new UpdateReports(vertx, settings.clock(), host);
    }

    void booted(Software chip, BootOutcome.Booted booted) {
        boot = booted;
        mayHaveDownload = true;
        scope = Optional.empty();
        offer.booted(chip.chip().profile().longestDeferral(), chip.chip().openOffer());
        if (booted.change() == BootOutcome.Change.INSTALLED) {
            reports.installed(chip.chip().manifestVersion());
        }
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

    /** Stops polling until {@link #begin}. */
    void pause() {
        polling.stop();
    }

    /** Stops all activities. The next poll finds a waiting update in flash. */
    void stop() {
        polling.stop();
        deciding.stop();
        waiting = null;
    }

    /** Returns whether a staged update waits for the application or for a window. */
    boolean isWaiting() {
        return waiting != null;
    }

    private Future<Duration> poll() {
        DeviceClient to = client;
        Optional<Software> chip = host.software();
        Duration interval = settings.intervals().pollInterval();
        Downloaded staged = waiting;
        if (to == null || chip.isEmpty() || confirmation.isPending()) {
            // While an update is about to be confirmed, the device requests no other.
            return Future.succeededFuture(interval);
        }
        again = Optional.empty();
        Future<Boolean> polled = staged == null
                ? requestSet(to, chip.get())
                : ifOffered(to, chip.get(), staged, longestWait(staged), () -> Future.succeededFuture(false));
        return polled.compose(changed -> {
            if (changed) {
                return host.reboot().map(interval);
            }
            if (settings.intervals().longPoll().toSeconds() > 0 && !Objects.equals(waiting, staged)) {
                // The staged set is new or dropped, and no poll waits for the next change yet.
                again = Optional.of(SOON);
            }
            // A gateway must not keep the device from its other tasks.
            Duration pause =
                    again.map(asked -> asked.compareTo(SOON) < 0 ? SOON : asked).orElse(interval);
            settings.intervals().rest(to, pause);
            return Future.succeededFuture(jitter.around(pause));
        });
    }

    private Future<Boolean> requestSet(DeviceClient to, Software chip) {
        return to.poll(inUse(chip), settings.intervals().longPoll()).compose(answer -> {
            board.polled();
            again = answer.again();
            if (answer.set().isEmpty()) {
                offer.noUpdate();
                return giveUpDownload(chip).map(false);
            }
            return install(to, chip, answer.set().get(), false);
        });
    }

    /** Returns the manifest set in use; none if it is of another catalog or group than the newest attestation result. */
    private InstalledSet inUse(Software chip) {
        InstalledSet set = chip.chip().installedSet();
        return scope.map(InstallScope::audience)
                .filter(own ->
                        set.catalog().equals(own.catalog()) && set.group().equals(own.group()))
                .map(own -> set)
                .orElse(InstalledSet.NONE);
    }

    /**
     * Takes the next step of a staged update if its set is still offered. Otherwise drops the update, and installs the set that replaces
     * it. Completes with whether the device must boot now.
     */
    private Future<Boolean> ifOffered(
            DeviceClient from, Software chip, Downloaded staged, Duration wait, Supplier<Future<Boolean>> next) {
        return from.recheck(inUse(chip), staged.set(), wait).compose(answer -> {
            board.polled();
            return switch (answer) {
                case StagedSetAnswer.Offered(Optional<Duration> pause) -> {
                    again = pause.or(() -> again);
                    yield next.get();
                }
                case StagedSetAnswer.Withdrawn() -> {
                    drop();
                    offer.noUpdate();
                    yield giveUpDownload(chip).map(false);
                }
                case StagedSetAnswer.Replaced(OfferedSet by) -> {
                    drop();
                    // A gateway that replaces each set must not keep the device from its other tasks.
                    yield staged.replaces() ? Future.succeededFuture(false) : install(from, chip, by, true);
                }
            };
        });
    }

    private Future<Void> giveUpRefused(Software chip, Throwable failure) {
        boolean isFinal = failure instanceof UpdateRefusedException refused
                && !refused.reason().isSolvedByAttesting();
        return isFinal ? giveUpDownload(chip) : Future.succeededFuture();
    }

    /** Restores the backup that a download may have overwritten, at the first poll without an update after it. */
    private Future<Void> giveUpDownload(Software chip) {
        if (!mayHaveDownload) {
            return Future.succeededFuture();
        }
        mayHaveDownload = false;
        return vertx.<Boolean>executeBlocking(
                        () -> {
                            chip.chip().giveUpDownload();
                            return true;
                        },
                        true)
                .mapEmpty();
    }

    private void drop() {
        waiting = null;
        deciding.stop();
        offer.withdrawn();
    }

    /** Downloads and installs the images of a manifest set. Completes with whether the device must boot now. */
    private Future<Boolean> install(DeviceClient from, Software chip, OfferedSet set, boolean replaces) {
        BootOutcome.Booted booted = boot;
        if (booted == null) {
            return Future.failedFuture(new IllegalStateException("the device has not booted"));
        }
        board.installing(true);
        mayHaveDownload = true;
        Installation installation = new Installation(vertx, chip.updater(booted), from, settings.behavior());
        Digest digest = Digest.sha256(set.signed().bytes());
        return reports.ofFailure(
                chip,
                installation
                        .plan(set, scope)
                        .compose(plan -> plan.isEmpty()
                                ? Future.succeededFuture(false)
                                : download(from, chip, new Downloaded(installation, plan.get(), digest, replaces)))
                        .recover(failure -> isOnTrial(failure)
                                ? confirmation.abandon(chip).map(true)
                                : giveUpRefused(chip, failure).compose(_ -> Future.failedFuture(failure)))
                        .onComplete(done -> board.installing(false)));
    }

    /** Returns whether a set was refused because of a trial. The device then returns first, because it does not confirm the trial. */
    private static boolean isOnTrial(Throwable failure) {
        return failure instanceof UpdateRefusedException refused && refused.reason() == Reason.UPDATE_IN_PROGRESS;
    }

    private Future<Boolean> download(DeviceClient from, Software chip, Downloaded update) {
        long version = update.plan().version();
        offer.started();
        return update.installation()
                .download(update.plan(), percent -> reports.downloading(version, percent))
                .compose(staged -> offer.isDeferrable() || untilAllowed(update).isPositive()
                        ? waitFor(update)
                        : ifOffered(
                                        from,
                                        chip,
                                        update,
                                        Duration.ZERO,
                                        () -> update.installation().commit(update.plan(), scope))
                                .onFailure(failure -> {
                                    if (failure instanceof GatewayException) {
                                        reports.staged(version);
                                    }
                                }));
    }

    /** Keeps a staged update until its application and its windows allow the installation. */
    private Future<Boolean> waitFor(Downloaded update) {
        waiting = new Downloaded(update.installation(), update.plan(), update.set(), false);
        return saveOffer(ready(update.plan())).map(done -> {
            reportWaiting(update);
            deciding.reschedule(untilNextCheck(update));
            return false;
        });
    }

    private void reportWaiting(Downloaded update) {
        long version = update.plan().version();
        Duration closed = untilAllowed(update);
        if (closed.isPositive()) {
            reports.waitingForWindow(version, closed);
        } else {
            offer.deferral().ifPresentOrElse(left -> reports.deferred(version, left), () -> reports.staged(version));
        }
    }

    private Optional<OpenOffer> ready(UpdatePlan plan) {
        return offer.isDeferrable()
                ? Optional.of(offer.ready(plan.version(), plan.kind(), plan.rules()))
                : Optional.empty();
    }

    private Duration untilAllowed(Downloaded update) {
        return update.installation().untilAllowed(update.plan(), scope);
    }

    private Duration untilChange(Downloaded update) {
        Duration closed = untilAllowed(update);
        return closed.isPositive() ? closed : offer.untilChange();
    }

    /** Returns how long a poll may wait at the gateway: the connection must be free when the update may be installed. */
    private Duration longestWait(Downloaded update) {
        Duration change = untilChange(update);
        Duration wait = settings.intervals().longPoll();
        return change.compareTo(wait) < 0 ? change : wait;
    }

    private Duration untilNextCheck(Downloaded update) {
        Duration change = untilChange(update);
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

    /** Installs the waiting update once it is allowed and final. Outside of windows, a deferral does not end. */
    private Future<Duration> decide() {
        Downloaded update = waiting;
        DeviceClient to = client;
        Optional<Software> chip = host.software();
        Duration pause = settings.intervals().longestRetry();
        if (update == null || chip.isEmpty()) {
            deciding.stop();
            return Future.succeededFuture(pause);
        }
        boolean mustWait = untilAllowed(update).isPositive() || (offer.isDeferrable() && !offer.isFinal());
        if (mustWait) {
            return saveOffer(offer.current()).map(done -> untilNextCheck(update));
        }
        if (to == null) {
            // Without a certificate, the device cannot ask whether the set is still offered.
            return Future.succeededFuture(settings.intervals().firstRetry());
        }
        return ifOffered(to, chip.get(), update, Duration.ZERO, () -> installWaiting(chip.get(), update))
                .compose(changed -> changed ? host.reboot() : Future.succeededFuture())
                .map(pause);
    }

    private Future<Boolean> installWaiting(Software chip, Downloaded update) {
        waiting = null;
        return reports.ofFailure(chip, update.installation().commit(update.plan(), scope))
                .onSuccess(done -> {
                    if (offer.isDeferrable()) {
                        offer.installed();
                    }
                });
    }

    private void onEvent(UpdateEvent event) {
        Optional<Software> chip = host.software();
        if (chip.isEmpty() || !offer.isDeferrable() || !(event instanceof UpdateEvent.ReadyForInstall ready)) {
            return;
        }
        if (ready.status() == DeferralStatus.DEFERRED) {
            board.deferred();
            Optional.ofNullable(waiting).ifPresent(this::reportWaiting);
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
}
