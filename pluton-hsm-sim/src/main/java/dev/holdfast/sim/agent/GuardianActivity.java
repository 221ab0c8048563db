package dev.holdfast.sim.agent;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/** Simulates the equipment behind a guardian: passes its connection requests to the guardian. */
final class GuardianActivity {
    private final Optional<GuardedEquipment> guardedEquipment;
    /** Interval if only the chip's folder describes the equipment, so that the equipment sends no requests. */
    private final Duration otherwise;

    private final StatusBoard board;
    private final Host host;
    private final Activity asking;

    GuardianActivity(AgentSettings settings, StatusBoard board, Host host) {
        this.guardedEquipment = settings.application().guardedEquipment();
        this.otherwise = settings.intervals().heartbeatInterval();
        this.board = board;
        this.host = host;
        this.asking = host.activity("guard", this::ask);
    }

    /** Starts after a boot, if the device guards equipment. */
    void begin() {
        if (host.software().flatMap(Software::guardian).isPresent()) {
            asking.reschedule(Duration.ZERO);
        }
    }

    void stop() {
        asking.stop();
    }

    private Future<Duration> ask() {
        host.software().flatMap(Software::guardian).ifPresent(guardian -> {
            guardedEquipment.ifPresent(it -> it.asks().forEach(guardian::decide));
            board.equipment(guardian.health());
        });
        return Future.succeededFuture(
                guardedEquipment.map(GuardedEquipment::every).orElse(otherwise));
    }
}
