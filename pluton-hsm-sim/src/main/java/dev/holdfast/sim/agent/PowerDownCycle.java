package dev.holdfast.sim.agent;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;

/** Powers the device down at its application's request, and wakes it by the alarm of its real-time clock. */
final class PowerDownCycle {
    /** Pause between two checks of the alarm. */
    private static final Duration SOON = Duration.ofMillis(100);

    private final Vertx vertx;
    private final Optional<PowerSaving> saving;
    private final StatusBoard board;
    private final Host host;
    private final Activity sleeping;
    private final Activity waking;

    PowerDownCycle(Vertx vertx, AgentSettings settings, StatusBoard board, Host host) {
        this.vertx = vertx;
        this.saving = settings.application().powerSaving();
        this.board = board;
        this.host = host;
        this.sleeping = host.activity("power down", this::sleep);
        this.waking = host.activity("wake", this::wake);
    }

    /** Begins after a boot. */
    void begin() {
        saving.map(PowerSaving::awake).ifPresent(sleeping::reschedule);
    }

    void stop() {
        sleeping.stop();
        waking.stop();
    }

    private Future<Duration> sleep() {
        PowerSaving plan = saving.orElseThrow();
        Optional<Software> chip = host.software();
        if (chip.isEmpty() || host.hasOpenUpdate()) {
            return Future.succeededFuture(plan.awake());
        }
        chip.get().power().powerDown(plan.asleep());
        host.rest();
        board.asleep();
        waking.reschedule(plan.asleep());
        return Future.succeededFuture(plan.asleep());
    }

    /** Wakes the device, or waits again: its clock may be slightly behind the timer. */
    private Future<Duration> wake() {
        Optional<Software> chip = host.software();
        if (chip.isEmpty()) {
            return Future.succeededFuture(SOON);
        }
        return vertx.executeBlocking(chip.get().power()::advance, false).map(woke -> {
            if (woke) {
                waking.stop();
                host.woken(chip.get().power().state());
            }
            return SOON;
        });
    }
}
