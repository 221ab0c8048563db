package dev.holdfast.sim.mt3620.update;

import dev.holdfast.contract.format.InstallRules;
import dev.holdfast.sim.mt3620.profile.ChipProfile;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Deferral of an update by applications, from ready to installed. The limit counts from the moment when the device
 * learned of the update, so deferrals do not extend it.
 *
 * <pre>{@code
 * ready ──► pending ──defer──► deferred ──time or resume──► pending …
 *              │  nobody defers, or the limit is reached
 *              ▼
 *            final ──► (system: reboot)   (application: installed ──► complete)
 * }</pre>
 *
 * Call {@link #advance} regularly: the object has no timer. Not safe for concurrent use. After a reset, only the {@link
 * OpenOffers} remain: when the device learned of the update, and the end of the deferral.
 */
public final class UpdateDeferral {
    /** Time for applications to answer that an update is pending. */
    public static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final ChipProfile.Deferrals limits;
    private final InstantSource clock;
    private final Consumer<UpdateEvent> applications;
    private Optional<Open> open = Optional.empty();

    /**
     * Makes a deferral.
     *
     * @param limits maximum deferrals
     * @param applications receives events; an application may answer with {@link #defer}
     */
    public UpdateDeferral(ChipProfile.Deferrals limits, InstantSource clock, Consumer<UpdateEvent> applications) {
        this.limits = limits;
        this.clock = clock;
        this.applications = applications;
    }

    /**
     * An update that is ready.
     *
     * @param latest time after which the update cannot be deferred any more
     * @param until time of the next change of the status
     */
    private record Open(UpdateKind kind, Instant latest, DeferralStatus status, Instant until) {}

    /** Sends the event that a download has started. */
    public void started() {
        applications.accept(new UpdateEvent.Started());
    }

    /** Sends the event that there is no update. */
    public void noUpdate() {
        applications.accept(new UpdateEvent.NoUpdateAvailable());
    }

    /**
     * Sends the event that an update is ready.
     *
     * @throws IllegalStateException when another one is ready
     */
    public void ready(UpdateKind kind) {
        ready(kind, clock.instant(), InstallRules.ANY_TIME);
    }

    /**
     * Sends the event that an update is ready, of which the device learned earlier.
     *
     * @param rules rules of its manifest set, which can limit the deferral
     * @throws IllegalStateException when another one is ready
     */
    public void ready(UpdateKind kind, Instant offeredAt, InstallRules rules) {
        if (open.isPresent()) {
            throw new IllegalStateException("another update is already ready");
        }
        offer(kind, offeredAt.plus(limit(kind, rules)));
    }

    /**
     * Continues a deferral after a restart. Applications get no event before its end.
     *
     * @param until end of the deferral; cut to the limit
     * @param rules rules of the manifest set, which can limit the deferral
     * @throws IllegalStateException when another update is ready
     */
    public void deferred(UpdateKind kind, Instant offeredAt, Instant until, InstallRules rules) {
        if (open.isPresent()) {
            throw new IllegalStateException("another update is already ready");
        }
        Instant latest = offeredAt.plus(limit(kind, rules));
        open = Optional.of(new Open(kind, latest, DeferralStatus.DEFERRED, until.isBefore(latest) ? until : latest));
    }

    /** Returns the end of the deferral, or empty. */
    public Optional<Instant> deferredUntil() {
        return open.filter(it -> it.status() == DeferralStatus.DEFERRED).map(Open::until);
    }

    private Duration limit(UpdateKind kind, InstallRules rules) {
        return rules.longestDeferral(kind == UpdateKind.SYSTEM ? limits.system() : limits.application());
    }

    private void offer(UpdateKind kind, Instant latest) {
        Instant now = clock.instant();
        Duration left = Duration.between(now, latest).truncatedTo(ChronoUnit.MINUTES);
        if (left.compareTo(Duration.ofMinutes(1)) < 0) {
            conclude(kind, latest);
            return;
        }
        open = Optional.of(new Open(kind, latest, DeferralStatus.PENDING, now.plus(ANSWER_WITHIN)));
        applications.accept(new UpdateEvent.ReadyForInstall(kind, DeferralStatus.PENDING, left));
    }

    private void conclude(UpdateKind kind, Instant latest) {
        open = Optional.of(new Open(kind, latest, DeferralStatus.FINAL, clock.instant()));
        applications.accept(new UpdateEvent.ReadyForInstall(kind, DeferralStatus.FINAL, Duration.ZERO));
    }

    /**
     * Defers the pending update. A longer deferral is cut to the limit.
     *
     * @param howLong deferral, at least one minute
     * @return whether there is an update that can be deferred
     */
    public boolean defer(Duration howLong) {
        advance();
        if (howLong.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("a deferral must be at least one minute");
        }
        Optional<Open> pending = open.filter(it -> it.status() == DeferralStatus.PENDING);
        pending.ifPresent(it -> {
            Instant requested = clock.instant().plus(howLong);
            Instant until = requested.isBefore(it.latest()) ? requested : it.latest();
            open = Optional.of(new Open(it.kind(), it.latest(), DeferralStatus.DEFERRED, until));
            applications.accept(new UpdateEvent.ReadyForInstall(it.kind(), DeferralStatus.DEFERRED, Duration.ZERO));
        });
        return pending.isPresent();
    }

    /** Ends a deferral early. */
    public void resume() {
        open.filter(it -> it.status() == DeferralStatus.DEFERRED).ifPresent(it -> offer(it.kind(), it.latest()));
    }

    /**
     * Applies the current time.
     *
     * @return the update to install now; empty when there is none or it is deferred
     */
    public Optional<UpdateKind> advance() {
        Instant now = clock.instant();
        open.filter(it -> !now.isBefore(it.until())).ifPresent(it -> {
            switch (it.status()) {
                case PENDING -> conclude(it.kind(), it.latest());
                case DEFERRED -> offer(it.kind(), it.latest());
                case FINAL, COMPLETE -> {}
            }
        });
        return open.filter(it -> it.status() == DeferralStatus.FINAL).map(Open::kind);
    }

    /** Returns the time until {@link #advance} may change something; empty when no update is ready. */
    public Optional<Duration> untilChange() {
        return open.map(it -> Duration.between(clock.instant(), it.until()));
    }

    /** Ends the deferral of an update that is withdrawn. */
    public void withdrawn() {
        open = Optional.empty();
    }

    /**
     * Ends the deferral of an installed update. Applications get an event if the update was theirs.
     *
     * @throws IllegalStateException when the update is not final
     */
    public void installed() {
        Open done = open.filter(it -> it.status() == DeferralStatus.FINAL)
                .orElseThrow(() -> new IllegalStateException("the update is not final"));
        open = Optional.empty();
        if (done.kind() == UpdateKind.APPLICATION) {
            applications.accept(new UpdateEvent.ReadyForInstall(done.kind(), DeferralStatus.COMPLETE, Duration.ZERO));
        }
    }
}
