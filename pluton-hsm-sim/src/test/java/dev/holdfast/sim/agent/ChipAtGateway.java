package dev.holdfast.sim.agent;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.factory.Batch;
import dev.holdfast.sim.factory.BatchOrder;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.scenario.Scenario;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** A manufactured chip and a {@link SmallGateway}. Its agent acts at intervals of fractions of a second. */
final class ChipAtGateway {
    final SmallGateway gateway;
    final Factory factory;
    final DeviceId device;

    private final Vertx vertx = Vertx.vertx();
    private final GatewayEndpoint endpoint;
    private final Path chips;

    /** @param directory receives the files of the factory and of the chip */
    ChipAtGateway(TestInstallation installation, Path directory) throws Exception {
        gateway = new SmallGateway(installation);
        Path authority = Files.writeString(directory.resolve("ca.pem"), installation.rootPem());
        endpoint = GatewayEndpoint.at(gateway.uri(), authority);
        factory = Factory.open(directory.resolve("factory"), "sim-silicon");
        chips = directory.resolve("chips");
        Batch batch = factory.manufacture(
                BatchOrder.of(1, installation.keys(), "26.09", Scenario.named("smoke")), chips, made -> {});
        device = batch.devices().getFirst();
    }

    /** Returns the software of the chip, switched off. */
    Agent agent(DayTime day) {
        return agent(
                day,
                new ActivityIntervals(
                        Duration.ofMillis(100),
                        Duration.ofMillis(300),
                        Duration.ofMillis(50),
                        Duration.ofMillis(200),
                        Duration.ofMillis(100),
                        Duration.ofMinutes(1)));
    }

    /** Returns the software of the chip with these intervals, switched off. */
    Agent agent(DayTime day, ActivityIntervals intervals) {
        return new Agent(
                vertx,
                vertx.getOrCreateContext(),
                device,
                chips.resolve(device.text().substring(0, 32)),
                new AgentSettings(
                        endpoint,
                        intervals,
                        new DeviceClock(Clock.systemUTC(), Duration.ZERO),
                        new Link(NetworkQuality.PERFECT, new SplittableRandom(2)),
                        new SoftwareBehavior(),
                        Application.PLAIN,
                        day,
                        new SplittableRandom(1)));
    }

    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        gateway.stop();
    }
}
