package dev.holdfast.standalone.e2e;

import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.sim.agent.ActivityIntervals;
import dev.holdfast.sim.agent.Agent;
import dev.holdfast.sim.agent.AgentSettings;
import dev.holdfast.sim.agent.Application;
import dev.holdfast.sim.agent.Attestation;
import dev.holdfast.sim.agent.Credentials;
import dev.holdfast.sim.agent.DayTime;
import dev.holdfast.sim.agent.DeviceClient;
import dev.holdfast.sim.agent.DeviceClock;
import dev.holdfast.sim.agent.DeviceIdentity;
import dev.holdfast.sim.agent.GatewayEndpoint;
import dev.holdfast.sim.agent.GatewayException;
import dev.holdfast.sim.agent.Link;
import dev.holdfast.sim.agent.NetworkQuality;
import dev.holdfast.sim.agent.SoftwareBehavior;
import dev.holdfast.sim.factory.Batch;
import dev.holdfast.sim.factory.BatchOrder;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.factory.ImageSizes;
import dev.holdfast.sim.factory.InstallationKeys;
import dev.holdfast.sim.mt3620.Mt3620;
import dev.holdfast.sim.mt3620.boot.BootOutcome;
import dev.holdfast.sim.scenario.FleetPlan;
import dev.holdfast.sim.scenario.Scenario;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.demo.Delivery;
import dev.holdfast.standalone.demo.SiliconManufacturer;
import dev.holdfast.standalone.install.Infrastructure;
import dev.holdfast.standalone.install.Installation;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Makes new chips in the demo's factory, and runs single steps of the device protocol with them. */
final class TestChips implements AutoCloseable {
    private static final DeviceClock EXACT = new DeviceClock(Clock.systemUTC(), Duration.ZERO);

    private final Stack stack;
    private final String catalog;
    private final String group;
    private final SiliconManufacturer manufacturer;
    private final Vertx vertx = Vertx.vertx();
    private final List<Agent> switchedOn = new ArrayList<>();

    TestChips(Stack stack) {
        this(stack, "contoso");
    }

    /** Makes chips of another catalog, which must have a product Toaster. */
    TestChips(Stack stack, String catalog) {
        this(stack, catalog, "Development");
    }

    /** Makes chips of another group of Toaster. */
    TestChips(Stack stack, String catalog, String group) {
        this.stack = stack;
        this.catalog = catalog;
        this.group = group;
        this.manufacturer = SiliconManufacturer.trusted(stack.installation().home());
    }

    /**
     * Creates chips and claims them into the product Toaster. The default group Development has no deployment.
     *
     * @param scenario name of a simulator scenario, which decides which chips are faulty. In {@code smoke}, all chips are healthy.
     */
    List<Chip> make(int count, String scenario) {
        String batch = "test-" + UUID.randomUUID();
        claimed(batch, count, scenario);
        return boot(batch);
    }

    /** Creates chips as {@link #make} does, and returns their folder. */
    Path folder(int count, String scenario) {
        String batch = "test-" + UUID.randomUUID();
        claimed(batch, count, scenario);
        return manufacturer.chips(batch);
    }

    /** Creates a chip that is not on the manufacturer's endorsement list. */
    Chip stranger() {
        String batch = "test-" + UUID.randomUUID();
        List<DeviceId> known = claimed(batch, 2, "unknown-chip");
        return boot(batch).stream()
                .filter(chip -> !known.contains(chip.id()))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Creates a chip of another part and claims it. Returns its folder.
     *
     * @param profile text of the part's profile
     * @param osVersion operating system of the chip
     */
    Path ofPart(String profile, String osVersion) throws IOException {
        Path simulation = stack.installation().home().simulation();
        Path folder = simulation.resolve("test-part-" + UUID.randomUUID());
        Batch batch = Factory.open(simulation.resolve("factory"), SiliconManufacturer.NAME)
                .manufacture(
                        new BatchOrder(
                                FleetPlan.of(Scenario.named("smoke"), 1, 1),
                                profile,
                                InstallationKeys.of(stack.as("admin").get("trust")),
                                osVersion,
                                ImageSizes.SCALED_DOWN,
                                Optional.of(catalog)),
                        folder,
                        made -> {});
        claim(new SiliconManufacturer.Endorsed(batch.endorsementJws(), batch.endorsed()));
        return folder.resolve(batch.endorsed().getFirst().text().substring(0, 32));
    }

    /** Creates a batch of chips and claims the endorsed ones. Returns the claimed devices. */
    private List<DeviceId> claimed(String batch, int count, String scenario) {
        SiliconManufacturer.Endorsed endorsed = manufacturer.batch(
                batch,
                catalog,
                count,
                Scenario.named(scenario),
                stack.as("admin").get("trust"),
                _ -> {});
        claim(endorsed);
        return endorsed.devices();
    }

    private void claim(SiliconManufacturer.Endorsed endorsed) {
        Delivery delivery = new Delivery(stack.as("admin"), catalog);
        delivery.endorse(endorsed);
        delivery.claim("Toaster", group, endorsed.devices());
    }

    private List<Chip> boot(String batch) {
        try (Stream<Path> folders = Files.list(manufacturer.chips(batch))) {
            return folders.map(this::boot).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a new version of the sample application. */
    ImagePackage application(String version) {
        return manufacturer.application("toaster-app", version);
    }

    /** Returns a version of the sample application with a body of this many bytes. */
    ImagePackage application(String version, int bytes) throws IOException {
        return Factory.open(stack.installation().home().simulation().resolve("factory"), SiliconManufacturer.NAME)
                .application("toaster-app", version, bytes);
    }

    /** Boots the chip in a folder. */
    Chip boot(Path folder) {
        try {
            return boot(Mt3620.open(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Chip boot(Mt3620 board) throws IOException {
        if (board.boot() instanceof BootOutcome.Booted booted) {
            return new Chip(board, new Attestation(board.pluton(), booted.certificates()));
        }
        throw new AssertionError("The chip does not boot");
    }

    /** Returns a client of the gateway that authenticates as {@code identity}. */
    DeviceClient client(DeviceIdentity identity) {
        return new DeviceClient(vertx, gateway(gatewayAddress()), identity);
    }

    URI gatewayAddress() {
        return URI.create("https://localhost:" + stack.installation().settings().port(Port.GATEWAY));
    }

    private GatewayEndpoint gateway(URI address) {
        Installation installation = stack.installation();
        Path authority =
                new Infrastructure(installation.home().keys(), Clock.systemUTC()).certificate(Infrastructure.AUTHORITY);
        try {
            return GatewayEndpoint.at(address, authority);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the result of a protocol step, for at most 90 seconds. */
    static <T> T await(Future<T> step) throws GatewayException {
        try {
            return step.toCompletionStage().toCompletableFuture().get(90, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            if (e.getCause() instanceof GatewayException cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** Switches a device on. It is switched off at the latest when this closes. */
    Agent switchOn(Agent device) {
        switchedOn.add(device);
        device.powerOn();
        return device;
    }

    /** Returns the devices that were switched on. */
    List<Agent> switchedOn() {
        return switchedOn;
    }

    @Override
    public void close() {
        switchedOn.forEach(TestRollouts::switchOff);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** A booted chip. */
    final class Chip {
        private final Mt3620 board;
        private final Attestation attestation;

        private Chip(Mt3620 board, Attestation attestation) {
            this.board = board;
            this.attestation = attestation;
        }

        DeviceId id() {
            return board.pluton().deviceId();
        }

        /** Returns the version of the manifest set in flash. */
        long manifestVersion() throws IOException {
            return Mt3620.open(board.directory()).manifestVersion();
        }

        /** Installs a capability file, unless the chip refuses it. */
        boolean installs(Blob file) throws IOException {
            return board.installCapabilities(file);
        }

        /**
         * Returns the software of the device, switched off. After {@link Agent#powerOn}, the software attests, polls and installs updates by
         * itself, at short intervals.
         */
        Agent software(SoftwareBehavior behavior) {
            return software(behavior, gatewayAddress(), DayTime.REAL);
        }

        /** Returns the software of the device with an application that can defer updates. */
        Agent software(SoftwareBehavior behavior, Application application) {
            return software(behavior, gatewayAddress(), DayTime.REAL, application);
        }

        /** Returns the software of the device, which connects to the gateway at an address, and whose day can be short. */
        Agent software(SoftwareBehavior behavior, URI address, DayTime day) {
            return software(behavior, address, day, Application.PLAIN);
        }

        private Agent software(SoftwareBehavior behavior, URI address, DayTime day, Application application) {
            return software(behavior, address, day, application, EXACT, Duration.ZERO);
        }

        /** Returns the software of the device with a clock that can be wrong, and a short day. */
        Agent software(DeviceClock clock, DayTime day) {
            return software(new SoftwareBehavior(), gatewayAddress(), day, Application.PLAIN, clock, Duration.ZERO);
        }

        /** Returns the software of the device, whose polls wait at the gateway for a change. */
        Agent waitingSoftware(Duration longPoll) {
            return software(new SoftwareBehavior(), gatewayAddress(), DayTime.REAL, Application.PLAIN, EXACT, longPoll);
        }

        private Agent software(
                SoftwareBehavior behavior,
                URI address,
                DayTime day,
                Application application,
                DeviceClock clock,
                Duration longPoll) {
            return new Agent(
                    vertx,
                    vertx.getOrCreateContext(),
                    id(),
                    board.directory(),
                    new AgentSettings(
                            gateway(address),
                            new ActivityIntervals(
                                    Duration.ofMillis(200),
                                    Duration.ofSeconds(10),
                                    Duration.ofMillis(100),
                                    Duration.ofSeconds(1),
                                    Duration.ofMillis(100),
                                    Duration.ofMinutes(1),
                                    longPoll),
                            clock,
                            new Link(NetworkQuality.PERFECT, new SplittableRandom(2)),
                            behavior,
                            application,
                            day,
                            new SplittableRandom(1)));
        }

        /** Boots the switched-off chip once and cuts the power before its software runs, so the software cannot confirm an update. */
        BootOutcome bootsBriefly() throws IOException {
            return Mt3620.open(board.directory()).boot();
        }

        /** Reboots the chip. */
        Chip rebooted() throws IOException {
            return boot(board);
        }

        /** Returns a client with the self-signed certificate that a device uses before it has an issued certificate. */
        DeviceClient hello() {
            return client(DeviceIdentity.hello(board.pluton()));
        }

        /** Signs evidence over a nonce. */
        Blob evidence(dev.holdfast.contract.id.Nonce nonce) {
            return attestation.answer(nonce);
        }

        /** Attests with the chip's real measurements. */
        Credentials attest() throws GatewayException {
            DeviceClient hello = hello();
            try {
                var nonce = await(hello.challenge()).nonce();
                return attestation.verify(nonce, await(hello.attest(attestation.answer(nonce))));
            } catch (dev.holdfast.sim.agent.UntrustedResponseException e) {
                throw new AssertionError(e);
            } finally {
                hello.close();
            }
        }
    }
}
