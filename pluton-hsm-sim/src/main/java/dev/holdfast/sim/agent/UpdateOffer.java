package dev.holdfast.sim.agent;

import dev.holdfast.contract.format.InstallRules;
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
 * Offers a downloaded update to the device's application, which may defer it. Flash stores the time when the device
 * learned of the update, and the end of the deferral. So neither a restart nor a clock that is set back extends the
 * deferral. For use on the device's event loop.
 */
final class UpdateOffer {
    private static final Duration SHORTEST = Duration.ofMillis(10);

    private final Application application;
    private final InstantSource clock;
    private final DayTime day;
    private final Consumer<UpdateEvent> events;
    private @Nullable UpdateDeferral deferral;
    /** Newest offer; null if there was none. */
    private @Nullable OpenOffer saved;

    private @Nullable SteadyClock steady;
    /** Current time while the simulated time is stopped; else null. */
    private @Nullable Instant stoppedAt;

    /**
     * Makes offers to an application.
     *
     * @param events receives each update event of the application
     */
    UpdateOffer(Application application, InstantSource clock, DayTime day, Consumer<UpdateEvent> events) {
        this.application = application;
        this.clock = day.of(clock);
        this.day = day;
        this.events = events;
    }

    /**
     * Starts after a boot.
     *
     * @param before offer from before the boot, read from flash
     */
    void booted(ChipProfile.Deferrals limits, Optional<OpenOffer> before) {
        saved = before.orElse(null);
        steady = before.map(it -> SteadyClock.after(it, clock)).orElseGet(() -> SteadyClock.from(clock));
        deferral = new UpdateDeferral(limits, this::now, this::onEvent);
    }

    private Instant now() {
        Instant state = stoppedAt;
        return state == null ? steady().instant() : state;
    }

    private SteadyClock steady() {
        SteadyClock running = steady;
        if (running == null) {
            throw new IllegalStateException("the device has not booted");
        }
        return running;
    }

    /**
     * Stops the simulated time while the application answers. The application has ten simulated seconds to answer. If a simulated day takes
     * seconds, ten simulated seconds are about a millisecond of real time, and the simulator may need longer.
     */
    private <T> T withTimeStopped(Supplier<T> action) {
        stoppedAt = steady().instant();
        try {
            return action.get();
        } finally {
            stoppedAt = null;
        }
    }

    private void onEvent(UpdateEvent event) {
        events.accept(event);
        if (event instanceof ReadyForInstall ready && ready.status() == DeferralStatus.PENDING) {
            application.defersUpdates().ifPresent(present()::defer);
        }
    }

    /** Returns whether the application defers updates. */
    boolean isDeferrable() {
        return application.defersUpdates().isPresent();
    }

    /** Sends the event that there is no update. */
    void noUpdate() {
        present().noUpdate();
    }

    /** Sends the event that a download begins. */
    void started() {
        present().started();
    }

    /**
     * Sends the event that an update is ready, unless it is still deferred from before the boot.
     *
     * @param rules rules of its manifest set
     * @return offer to save in flash
     */
    OpenOffer ready(long version, UpdateKind kind, InstallRules rules) {
        OpenOffer known = saved;
        if (known == null || known.version() != version) {
            Instant now = now();
            known = steady().offer(version, now, now);
        }
        OpenOffer offer = known;
        return withTimeStopped(() -> {
            // Flash may be damaged: the device cannot have learned of an update in the future.
            Instant offeredAt = offer.offeredAt().isAfter(now()) ? now() : offer.offeredAt();
            if (offer.deferredUntil().isAfter(now())) {
                present().deferred(kind, offeredAt, offer.deferredUntil(), rules);
            } else {
                present().ready(kind, offeredAt, rules);
            }
            return updated(offer);
        });
    }

    /** Returns the newest offer, to save in flash; empty if there was none. */
    Optional<OpenOffer> current() {
        return Optional.ofNullable(saved).map(this::updated);
    }

    private OpenOffer updated(OpenOffer before) {
        Instant until = present().deferredUntil().orElse(before.offeredAt());
        OpenOffer now = steady().offer(before.version(), before.offeredAt(), until);
        saved = now;
        return now;
    }

    /** Returns whether the update must be installed now. */
    boolean isFinal() {
        return withTimeStopped(() -> present().advance().isPresent());
    }

    /** Returns the time until the next check. */
    Duration untilChange() {
        Duration pause = present().untilChange().map(day::realTime).orElse(SHORTEST);
        return pause.compareTo(SHORTEST) < 0 ? SHORTEST : pause;
    }

    /** Returns the remaining time of the deferral; empty if the application does not defer an update. */
    Optional<Duration> deferral() {
        return present().deferredUntil().map(until -> untilChange());
    }

    /** Forgets the update that is ready. Its deferral does not begin anew if it is offered again. */
    void withdrawn() {
        present().withdrawn();
    }

    /** Sends the event that the update is installed. */
    void installed() {
        present().installed();
    }

    private UpdateDeferral present() {
        UpdateDeferral present = deferral;
        if (present == null) {
            throw new IllegalStateException("the device has not booted");
        }
        return present;
    }
}
