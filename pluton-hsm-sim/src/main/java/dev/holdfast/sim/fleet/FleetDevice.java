package dev.holdfast.sim.fleet;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.sim.agent.Agent;
import dev.holdfast.sim.agent.AgentSettings;
import dev.holdfast.sim.agent.AgentStatus;
import dev.holdfast.sim.agent.DeviceClock;
import dev.holdfast.sim.agent.Link;
import dev.holdfast.sim.agent.NetworkQuality;
import dev.holdfast.sim.agent.SoftwareBehavior;
import dev.holdfast.sim.fault.DeviceControl;
import dev.holdfast.sim.fault.FactoryFault;
import dev.holdfast.sim.scenario.DevicePlan;
import dev.holdfast.sim.scenario.OperatingHours;
import dev.holdfast.sim.scenario.Scenario;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A device that follows its plan: times of day when it is on, and faults. After the start, use it on its event loop
 * only; read statuses from any thread.
 */
final class FleetDevice implements DeviceControl {
    private final FleetResources resources;
    private final Context loop;
    private final DevicePlan plan;
    private final DeviceId id;
    private final DeviceClock clock;
    private final Link link;
    private final SoftwareBehavior behavior = new SoftwareBehavior();
    private final Agent agent;
    private volatile @Nullable ChipClone clone;
    /** Whether the device is on at this time of day. */
    private boolean awake;
    /** False while a fault cuts the power. */
    private boolean powered = true;

    private boolean stopped;

    FleetDevice(FleetResources resources, Context loop, DeviceId id, Path chip, DevicePlan plan) {
        this.resources = resources;
        this.loop = loop;
        this.plan = plan;
        this.id = id;
        this.behavior.repairsItself(
                plan.factoryFault().filter(FactoryFault::preventsRepair).isEmpty());
        SplittableRandom chance = new SplittableRandom(~plan.seed());
        this.clock = new DeviceClock(InstantSource.system(), plan.clockSkew());
        this.link = new Link(plan.network(), chance.split(), plan.persona().metered());
        this.agent = new Agent(
                resources.vertx(),
                loop,
                id,
                chip,
                new AgentSettings(
                        resources.gateway(),
                        plan.persona().intervals(),
                        clock,
                        link,
                        behavior,
                        plan.persona().application().withSerialNumber(id.shortText()),
                        resources.dayTime(),
                        chance));
    }

    /** Begins the plan, when the fleet starts. */
    void start() {
        if (stopped) {
            return;
        }
        Duration after = plan.startsAfter();
        resources.scheduler().after(after, () -> {
            OperatingHours operatingHours = plan.persona().operatingHours();
            awake = operatingHours.isOn(resources.day().after(after));
            apply();
            if (!operatingHours.isAlways()) {
                turn(operatingHours, resources.day().after(after));
            }
        });
        new FaultInjector(resources.scheduler()).inject(plan, this);
    }

    /** Schedules the next change by the time of day, and all later ones. */
    private void turn(OperatingHours operatingHours, LocalTime time) {
        Scenario.Day day = resources.day();
        Duration change = operatingHours.untilChange(time);
        resources.scheduler().after(day.realTime(change), () -> {
            awake = !awake;
            apply();
            turn(operatingHours, time.plus(change));
        });
    }

    private void apply() {
        if (awake && powered && !stopped) {
            agent.powerOn();
        } else {
            agent.powerOff();
        }
    }

    /**
     * Switches off permanently. Call it from any thread.
     *
     * @return completes when the chip and its clone are closed
     */
    Future<Void> stop() {
        Promise<Void> off = Promise.promise();
        loop.runOnContext(now -> {
            stopped = true;
            ChipClone copy = clone;
            Future.join(agent.powerOff(), copy == null ? Future.succeededFuture() : copy.remove())
                    .<Void>mapEmpty()
                    .onComplete(off);
        });
        return off.future();
    }

    AgentStatus status() {
        return agent.status();
    }

    Optional<AgentStatus> cloneStatus() {
        return Optional.ofNullable(clone).map(ChipClone::status);
    }

    @Override
    public SoftwareBehavior behavior() {
        return behavior;
    }

    @Override
    public void network(NetworkQuality quality) {
        link.quality(quality);
    }

    @Override
    public NetworkQuality usualNetwork() {
        return plan.network();
    }

    @Override
    public void link(Link.State state) {
        link.state(state);
    }

    @Override
    public void clockError(Duration by) {
        clock.skew(plan.clockSkew().plus(by));
    }

    @Override
    public void powerOff() {
        powered = false;
        apply();
    }

    @Override
    public void powerOn() {
        powered = true;
        apply();
    }

    @Override
    public void cloneOn() {
        if (stopped) {
            return;
        }
        ChipClone copy = clone;
        if (copy == null) {
            copy = new ChipClone(resources, id, plan);
            clone = copy;
        }
        copy.powerOn();
    }

    @Override
    public void cloneOff() {
        ChipClone copy = clone;
        if (copy != null) {
            copy.powerOff();
        }
    }
}
