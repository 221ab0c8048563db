package dev.holdfast.sim.fleet;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.sim.agent.Agent;
import dev.holdfast.sim.agent.AgentSettings;
import dev.holdfast.sim.agent.AgentStatus;
import dev.holdfast.sim.agent.GatewayEndpoint;
import dev.holdfast.sim.mt3620.Mt3620;
import dev.holdfast.sim.scenario.Scenario;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Devices of one directory, on one Vert.x of their own. Start and stop once each, from any thread but an event loop. */
public final class Fleet implements AutoCloseable {
    private static final long STOP_SECONDS = 20;
    private static final long SLOW_WORKER_SECONDS = 60;

    private final List<Agent> agents;
    private @Nullable Vertx vertx;

    private Fleet(List<Agent> agents) {
        this.agents = agents;
    }

    /**
     * Opens every chip in a directory.
     *
     * @throws IOException when there is none, or one cannot be read; the message is for people
     */
    public static Fleet load(Path chipsDirectory, FleetConfig config) throws IOException {
        GatewayEndpoint gateway = GatewayEndpoint.at(config.gateway(), config.gatewayCaPem());
        List<Path> chips;
        try (Stream<Path> all = Files.list(chipsDirectory)) {
            chips = all.filter(path -> Files.isDirectory(path)
                            && !path.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
        if (chips.isEmpty()) {
            throw new IOException("There are no chips in " + chipsDirectory + ". Make some first.");
        }
        try {
            return new Fleet(chips.parallelStream()
                    .map(chip -> agent(chip, gateway, config.scenario()))
                    .sorted(Comparator.comparing(agent -> agent.status().device()))
                    .toList());
        } catch (java.io.UncheckedIOException e) {
            throw new IOException(e.getMessage(), e.getCause());
        }
    }

    private static Agent agent(Path directory, GatewayEndpoint gateway, Scenario scenario) {
        try {
            Mt3620 chip = Mt3620.open(directory);
            return new Agent(
                    chip,
                    new AgentSettings(
                            gateway,
                            scenario.startWithin(),
                            scenario.pollInterval(),
                            scenario.heartbeatInterval(),
                            scenario.firstRetry(),
                            scenario.longestRetry(),
                            Clock.systemUTC(),
                            new SplittableRandom(chip.pluton().deviceId().hashCode())));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(
                    "The chip in " + directory + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Switches all devices on; they boot spread over the scenario's first moments. Returns when all are scheduled. */
    public synchronized void start() {
        if (vertx != null) {
            throw new IllegalStateException("the fleet is on already");
        }
        Vertx own = Vertx.vertx(new VertxOptions()
                .setMaxWorkerExecuteTime(SLOW_WORKER_SECONDS)
                .setMaxWorkerExecuteTimeUnit(TimeUnit.SECONDS));
        vertx = own;
        agents.forEach(own::deployVerticle);
    }

    /** Switches all devices off, as a power cut would, and waits until their connections are closed. */
    public synchronized void stop() {
        if (vertx == null) {
            return;
        }
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            throw new CompletionException("the fleet did not stop in " + STOP_SECONDS + " seconds", e);
        }
    }

    /** Does what {@link #stop} does. */
    @Override
    public void close() {
        stop();
    }

    /** Returns how the devices are. */
    public FleetStatus status() {
        return new FleetStatus(agents.stream().map(Agent::status).toList());
    }

    /** Returns how one device is; empty when it is not of this fleet. */
    public Optional<AgentStatus> status(DeviceId device) {
        return agents.stream()
                .map(Agent::status)
                .filter(status -> status.device().equals(device))
                .findFirst();
    }
}
