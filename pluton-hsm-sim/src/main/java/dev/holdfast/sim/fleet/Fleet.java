package dev.holdfast.sim.fleet;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.sim.agent.AgentStatus;
import dev.holdfast.sim.agent.GatewayEndpoint;
import dev.holdfast.sim.chips.ChipFolder;
import dev.holdfast.sim.scenario.FleetPlan;
import dev.holdfast.sim.scenario.Scenario;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The devices of one directory, on one group of event loops. A device on the shelf is never switched on, so the fleet
 * has only its ID. A device that is off keeps nothing of its chip in memory. Start and stop a fleet once each, from any
 * thread but an event loop.
 */
public final class Fleet implements AutoCloseable {
    private static final long STOP_SECONDS = 60;
    private static final long SLOW_WORKER_SECONDS = 60;

    private final List<DeviceId> devices;
    private final FleetPlan plan;
    private final Scenario scenario;
    private final GatewayEndpoint gateway;
    private final ChipFolder chips;
    /** Whether the device with this index is on the shelf. */
    private final IntPredicate onShelf;
    /** Devices by index; null for devices on the shelf. */
    private final @Nullable FleetDevice[] running;

    private @Nullable Vertx vertx;
    private boolean stopped;

    private Fleet(
            List<DeviceId> devices,
            FleetPlan plan,
            IntPredicate onShelf,
            Scenario scenario,
            GatewayEndpoint gateway,
            ChipFolder chips) {
        this.devices = devices;
        this.plan = plan;
        this.onShelf = onShelf;
        this.scenario = scenario;
        this.gateway = gateway;
        this.chips = chips;
        this.running = new FleetDevice[devices.size()];
    }

    /**
     * Finds the chips in a directory. Each is opened when it is switched on.
     *
     * @throws IOException when there are no chips or one cannot be read; the message is for people
     */
    public static Fleet load(Path chipsDirectory, FleetConfig config) throws IOException {
        return load(chipsDirectory, config, index -> false);
    }

    /** As {@link #load(Path, FleetConfig)}, with more devices on the shelf than in the scenario. */
    static Fleet load(Path chipsDirectory, FleetConfig config, IntPredicate shelved) throws IOException {
        GatewayEndpoint gateway = GatewayEndpoint.at(config.gateway(), config.gatewayCaPem());
        ChipFolder chips = new ChipFolder(chipsDirectory);
        List<DeviceId> devices = chips.devices();
        int requested = config.devices().orElse(devices.size());
        if (requested < 1 || requested > devices.size()) {
            throw new IOException("There are " + devices.size() + " chips in " + chipsDirectory + "; " + requested
                    + " were requested.");
        }
        Scenario scenario = config.scenario();
        // The plan covers all chips, also when fewer run: it must equal the plan of their manufacture.
        FleetPlan plan = FleetPlan.of(scenario, config.seed().orElse(scenario.seed()), devices.size());
        IntPredicate onShelf = index -> plan.isOnShelf(index) || shelved.test(index);
        return new Fleet(List.copyOf(devices.subList(0, requested)), plan, onShelf, scenario, gateway, chips);
    }

    /** Returns the number of devices that are not on the shelf. */
    public int switchedOn() {
        return (int) IntStream.range(0, devices.size())
                .filter(index -> !onShelf.test(index))
                .count();
    }

    /** Switches the devices on, spread over the scenario's {@code start-within}. Returns once all are scheduled. */
    public synchronized void start() {
        if (vertx != null) {
            throw new IllegalStateException("the fleet is already on");
        }
        int loops = Math.max(2, Runtime.getRuntime().availableProcessors());
        Vertx own = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(loops)
                .setMaxWorkerExecuteTime(SLOW_WORKER_SECONDS)
                .setMaxWorkerExecuteTimeUnit(TimeUnit.SECONDS));
        vertx = own;
        FleetResources resources = FleetResources.of(own, gateway, chips, scenario.day());
        List<Context> contexts = IntStream.range(0, loops)
                .mapToObj(loop -> own.getOrCreateContext())
                .toList();
        for (int i = 0; i < running.length; i++) {
            if (!onShelf.test(i)) {
                DeviceId id = devices.get(i);
                Context loop = contexts.get(i % loops);
                FleetDevice device = new FleetDevice(resources, loop, id, chips.chip(id), plan.device(i));
                running[i] = device;
                loop.runOnContext(now -> device.start());
            }
        }
    }

    /** Cuts the power of all devices and waits until their connections are closed. */
    public synchronized void stop() {
        Vertx own = vertx;
        if (own == null || stopped) {
            return;
        }
        stopped = true;
        List<Future<Void>> off = new ArrayList<>();
        for (FleetDevice device : running) {
            if (device != null) {
                off.add(device.stop());
            }
        }
        try {
            Future.join(off)
                    .transform(done -> gateway.idle())
                    .transform(done -> own.close())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new CompletionException("the fleet did not stop in " + STOP_SECONDS + " seconds", e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Returns the status of all devices, in order of manufacture. */
    public synchronized FleetStatus status() {
        List<AgentStatus> statuses = new ArrayList<>(devices.size());
        List<AgentStatus> clones = new ArrayList<>();
        int shelved = 0;
        for (int i = 0; i < running.length; i++) {
            FleetDevice device = running[i];
            statuses.add(device == null ? AgentStatus.off(devices.get(i)) : device.status());
            if (device != null) {
                device.cloneStatus().ifPresent(clones::add);
            }
            shelved += onShelf.test(i) ? 1 : 0;
        }
        return new FleetStatus(statuses, clones, shelved);
    }

    /** Returns the status of a device; empty when it is not in this fleet. */
    public Optional<AgentStatus> status(DeviceId device) {
        return status().devices().stream()
                .filter(status -> status.device().equals(device))
                .findFirst();
    }
}
