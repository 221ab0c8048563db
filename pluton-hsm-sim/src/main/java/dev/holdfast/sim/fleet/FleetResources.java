package dev.holdfast.sim.fleet;

import dev.holdfast.sim.agent.DayTime;
import dev.holdfast.sim.agent.GatewayEndpoint;
import dev.holdfast.sim.chips.ChipFolder;
import dev.holdfast.sim.fault.FaultyDevice;
import dev.holdfast.sim.scenario.Scenario;
import io.vertx.core.Vertx;
import java.time.Instant;

/**
 * Resources that all devices of a fleet share.
 *
 * @param vertx event loops and workers
 * @param gateway address and TLS context of the gateway
 * @param chips directory of the chips
 * @param day time of day of the fleet
 * @param dayTime simulated time, in which a day can be shorter than a real one
 * @param scheduler scheduler that runs a task on the event loop of its caller
 */
record FleetResources(
        Vertx vertx,
        GatewayEndpoint gateway,
        ChipFolder chips,
        Scenario.Day day,
        DayTime dayTime,
        FaultyDevice.Scheduler scheduler) {
    static FleetResources of(Vertx vertx, GatewayEndpoint gateway, ChipFolder chips, Scenario.Day day) {
        return new FleetResources(vertx, gateway, chips, day, day.from(Instant.now()), (pause, task) -> {
            long timer = vertx.setTimer(Math.max(1, pause.toMillis()), fired -> task.run());
            return () -> vertx.cancelTimer(timer);
        });
    }
}
