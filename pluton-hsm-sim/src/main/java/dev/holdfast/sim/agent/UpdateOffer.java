package dev.holdfast.sim.agent;

import dev.holdfast.sim.mt3620.profile.ChipProfile;
import dev.holdfast.sim.mt3620.update.DeferralStatus;
import dev.holdfast.sim.mt3620.update.UpdateDeferral;
import dev.holdfast.sim.mt3620.update.UpdateEvent;
import dev.holdfast.sim.mt3620.update.UpdateEvent.ReadyForInstall;
import dev.holdfast.sim.mt3620.update.UpdatePlan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Offers a downloaded update to the device's application, which may put it off. When the device learnt of an update is
 * remembered across boots, so that no reboot moves the limit. For use on the device's event loop.
 */
final class UpdateOffer {
    private static final Duration SHORTEST = Duration.ofMillis(10);

    private final Application application;
    private final InstantSource clock;
    private final DayTime day;
    private final Consumer<UpdateEvent> told;
    private @Nullable UpdateDeferral deferral;
    private @Nullable Learnt learnt;
    private @Nullable Instant moment;

    private record Learnt(long version, Instant at) {}

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

    /** Begins anew: what was offered before the boot is forgotten. */
    void booted(ChipProfile.Deferrals limits) {
        deferral = new UpdateDeferral(limits, this::now, this::tell);
    }

    private Instant now() {
        Instant standing = moment;
        return standing == null ? clock.instant() : standing;
    }

    /**
     * Lets time stand still while an application answers, which it does at once. Where a day passes in seconds, the ten
     * seconds that it has are a millisecond of the world, and the simulator itself may need longer.
     */
    private <T> T atOneMoment(Supplier<T> act) {
        moment = clock.instant();
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

    /** Tells that an update is ready. */
    void ready(UpdatePlan plan) {
        Learnt known = learnt;
        if (known == null || known.version() != plan.version()) {
            known = new Learnt(plan.version(), clock.instant());
            learnt = known;
        }
        Instant learntAt = known.at();
        atOneMoment(() -> {
            present().ready(plan.kind(), learntAt);
            return plan;
        });
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
