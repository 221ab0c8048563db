package dev.holdfast.sim.mt3620.update;

import dev.holdfast.sim.mt3620.profile.ChipProfile;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The time between an update being ready and being installed, in which applications may put it off. The limit counts from
 * the moment at which the device learnt of the update, so that no number of deferrals moves it.
 *
 * <pre>{@code
 * ready ──► pending ──defer──► deferred ──time or resume──► pending …
 *              │  nobody defers, or the limit is reached
 *              ▼
 *            final ──► (system: reboot)   (application: installed ──► complete)
 * }</pre>
 *
 * Nothing happens by itself: somebody who knows the time calls {@link #advance}. For one thread at a time. Gone at reset, but for
 * what {@link OpenOffers} keeps: when the device learnt of the update, and until when it is put off.
 */
public final class UpdateDeferral {
    /** How long applications have to answer that an update is pending. */
    public static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final ChipProfile.Deferrals limits;
    private final InstantSource clock;
    private final Consumer<UpdateEvent> applications;
    private Optional<Open> open = Optional.empty();

    /**
     * Offers deferral.
     *
     * @param limits for how long an update may be put off
     * @param applications are told; one that may defer calls {@link #defer}
     */
    public UpdateDeferral(ChipProfile.Deferrals limits, InstantSource clock, Consumer<UpdateEvent> applications) {
        this.limits = limits;
        this.clock = clock;
        this.applications = applications;
    }

    private record Open(UpdateKind kind, Instant latest, DeferralStatus status, Instant until) {}

    /** Tells applications that a download has begun. */
    public void started() {
        applications.accept(new UpdateEvent.Started());
    }

    /** Tells applications that there is nothing new. */
    public void nothingNew() {
        applications.accept(new UpdateEvent.NoUpdateAvailable());
    }

    /**
     * Tells applications that an update is ready.
     *
     * @throws IllegalStateException when another one is
     */
    public void ready(UpdateKind kind) {
        ready(kind, clock.instant());
    }

    /**
     * Tells applications that an update is ready of which the device learnt earlier.
     *
     * @throws IllegalStateException when another one is
     */
    public void ready(UpdateKind kind, Instant learntAt) {
        if (open.isPresent()) {
            throw new IllegalStateException("an update is ready already");
        }
        offer(kind, learntAt.plus(limit(kind)));
    }

    /**
     * Goes on after a restart with an update that was put off before it; nobody is told until that time is over.
     *
     * @param until no later than the limit, which it is otherwise
     * @throws IllegalStateException when another one is ready
     */
    public void deferred(UpdateKind kind, Instant learntAt, Instant until) {
        if (open.isPresent()) {
            throw new IllegalStateException("an update is ready already");
        }
        Instant latest = learntAt.plus(limit(kind));
        open = Optional.of(new Open(kind, latest, DeferralStatus.DEFERRED, until.isBefore(latest) ? until : latest));
    }

    /** Returns until when the update is put off; empty when none is. */
    public Optional<Instant> deferredUntil() {
        return open.filter(it -> it.status() == DeferralStatus.DEFERRED).map(Open::until);
    }

    private Duration limit(UpdateKind kind) {
        return kind == UpdateKind.SYSTEM ? limits.system() : limits.application();
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
     * Puts the pending update off. Asking for more than the limit gets the limit.
     *
     * @param howLong at least one minute
     * @return whether there is something to put off that still can be
     */
    public boolean defer(Duration howLong) {
        advance();
        if (howLong.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("an update is put off by a minute at least");
        }
        Optional<Open> pending = open.filter(it -> it.status() == DeferralStatus.PENDING);
        pending.ifPresent(it -> {
            Instant wish = clock.instant().plus(howLong);
            Instant until = wish.isBefore(it.latest()) ? wish : it.latest();
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
     * Lets time take effect.
     *
     * @return what must be installed now; empty when there is nothing or it is put off
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

    /** Returns how long from now until {@link #advance} may change something; empty when nothing is ready. */
    public Optional<Duration> untilChange() {
        return open.map(it -> Duration.between(clock.instant(), it.until()));
    }

    /**
     * Notes that the update is installed. Applications are told when it was theirs.
     *
     * @throws IllegalStateException when the update is not final
     */
    public void installed() {
        Open done = open.filter(it -> it.status() == DeferralStatus.FINAL)
                .orElseThrow(() -> new IllegalStateException("only what is final is installed"));
        open = Optional.empty();
        if (done.kind() == UpdateKind.APPLICATION) {
            applications.accept(new UpdateEvent.ReadyForInstall(done.kind(), DeferralStatus.COMPLETE, Duration.ZERO));
        }
    }
}
