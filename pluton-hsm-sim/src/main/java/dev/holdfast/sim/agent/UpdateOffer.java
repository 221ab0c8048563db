package dev.holdfast.sim.agent;

import dev.holdfast.sim.mt3620.profile.ChipProfile;
import dev.holdfast.sim.mt3620.update.DeferralStatus;
import dev.holdfast.sim.mt3620.update.OpenOffer;
import dev.holdfast.sim.mt3620.update.SteadyClock;
import dev.holdfast.sim.mt3620.update.UpdateDeferral;
import dev.holdfast.sim.mt3620.update.UpdateEvent;
import dev.holdfast.sim.mt3620.update.UpdateEvent.ReadyForInstall;
import dev.holdfast.sim.mt3620.update.UpdateKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Offers a downloaded update to the device's application, which may put it off. When the device learnt of an update and until
 * when it is put off is noted in flash, so that no restart and no clock that is set back moves the limit. For use on the device's
 * event loop.
 */
final class UpdateOffer {
    private static final Duration SHORTEST = Duration.ofMillis(10);

    private final Application application;
    private final InstantSource clock;
    private final DayTime day;
    private final Consumer<UpdateEvent> told;
    private @Nullable UpdateDeferral deferral;
    private @Nullable OpenOffer noted;
    private @Nullable SteadyClock steady;
    private @Nullable Instant moment;

    /**
     * Makes offers to an application.
     *
     * @param told everything that the application is told
     */
    UpdateOffer(Application application, InstantSource clock, DayTime day, Consumer<UpdateEvent> told) {
        this.application = application;
        this.clock = day.of(clock);
        this.day = day;
        this.told = told;
    }

    /**
     * Begins anew.
     *
     * @param before what was noted before the boot
     */
    void booted(ChipProfile.Deferrals limits, Optional<OpenOffer> before) {
        noted = before.orElse(null);
        steady = before.map(it -> SteadyClock.after(it, clock)).orElseGet(() -> SteadyClock.from(clock));
        deferral = new UpdateDeferral(limits, this::now, this::tell);
    }

    private Instant now() {
        Instant state = moment;
        return state == null ? steady().instant() : state;
    }

    private SteadyClock steady() {
        SteadyClock running = steady;
        if (running == null) {
            throw new IllegalStateException("a device that has not booted offers nothing");
        }
        return running;
    }

    /**
     * Lets time stand still while an application answers, which it does at once. Where a day passes in seconds, the ten
     * seconds that it has are a millisecond of the world, and the simulator itself may need longer.
     */
    private <T> T atOneMoment(Supplier<T> act) {
        moment = steady().instant();
        try {
            return act.get();
        } finally {
            moment = null;
        }
    }

    private void tell(UpdateEvent event) {
        told.accept(event);
        if (event instanceof ReadyForInstall ready && ready.status() == DeferralStatus.PENDING) {
            application.defersUpdates().ifPresent(present()::defer);
        }
    }

    /** Returns whether the application wants to be asked at all. */
    boolean isWanted() {
        return application.defersUpdates().isPresent();
    }

    /** Tells that nothing is new. */
    void nothingNew() {
        present().nothingNew();
    }

    /** Tells that a download begins. */
    void started() {
        present().started();
    }

    /**
     * Tells that an update is ready, unless it was put off before the boot and still is.
     *
     * @return what to note
     */
    OpenOffer ready(long version, UpdateKind kind) {
        OpenOffer known = noted;
        if (known == null || known.version() != version) {
            Instant now = now();
            known = steady().note(version, now, now);
        }
        OpenOffer offer = known;
        return atOneMoment(() -> {
            // Nobody learns of an update in the future, whatever stands in flash.
            Instant learntAt = offer.learntAt().isAfter(now()) ? now() : offer.learntAt();
            if (offer.deferredUntil().isAfter(now())) {
                present().deferred(kind, learntAt, offer.deferredUntil());
            } else {
                present().ready(kind, learntAt);
            }
            return note(offer);
        });
    }

    /** Returns what to note of the update that is ready. */
    Optional<OpenOffer> note() {
        return Optional.ofNullable(noted).map(this::note);
    }

    private OpenOffer note(OpenOffer before) {
        Instant until = present().deferredUntil().orElse(before.learntAt());
        OpenOffer now = steady().note(before.version(), before.learntAt(), until);
        noted = now;
        return now;
    }

    /** Returns whether the update is to be installed now. */
    boolean isFinal() {
        return atOneMoment(() -> present().advance().isPresent());
    }

    /** Returns how long to wait before asking again. */
    Duration untilChange() {
        Duration pause = present().untilChange().map(day::running).orElse(SHORTEST);
        return pause.compareTo(SHORTEST) < 0 ? SHORTEST : pause;
    }

    /** Tells that the update is installed. */
    void installed() {
        present().installed();
    }

    private UpdateDeferral present() {
        UpdateDeferral present = deferral;
        if (present == null) {
            throw new IllegalStateException("a device that has not booted offers nothing");
        }
        return present;
    }
}
