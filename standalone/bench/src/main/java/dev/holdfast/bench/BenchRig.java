package dev.holdfast.bench;

import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.claim.UnclaimRequest;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.contract.operator.revocation.BlockRequest;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.standalone.command.Context;
import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.demo.Delivery;
import dev.holdfast.standalone.demo.OperatorClient;
import dev.holdfast.standalone.demo.OsDelivery;
import dev.holdfast.standalone.demo.SiliconManufacturer;
import dev.holdfast.standalone.demo.Tokens;
import dev.holdfast.standalone.install.Infrastructure;
import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.install.Mode;
import dev.holdfast.standalone.process.Service;
import dev.holdfast.standalone.process.ServiceStatus;
import dev.holdfast.standalone.stack.Progress;
import dev.holdfast.standalone.stack.Services;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * A running demo installation, with devices for the benchmarks. The demo's factory endorses these devices. They belong to the separate
 * catalog {@value #CATALOG}, so the demo's catalogs do not change.
 */
final class BenchRig implements AutoCloseable {
    static final String CATALOG = "bench";
    static final String PRODUCT = "Bench";
    private static final String GROUP = "Production";

    /** Group to which {@link #move} moves devices. */
    private static final String OTHER_GROUP = "Field Test";

    private static final String OPERATOR = "admin";

    /** Number of chips in an endorsement list of {@link #endorsedChips}. */
    private static final int LIST = 10_000;

    /** Number of devices that attest at the same time before a benchmark. */
    private static final int ATTEST_LANES = 64;

    private final Installation installation;
    private final Infrastructure infrastructure;
    private final Factory factory;
    private final SiliconManufacturer manufacturer;
    private final OperatorClient admin;
    private final Vertx vertx;
    private final Progress progress;
    private final List<BenchDevice> devices = new ArrayList<>();
    private final List<PemKeyCertOptions> updateIdentities = new ArrayList<>();

    private BenchRig(Installation installation, Factory factory, Progress progress) {
        this.installation = installation;
        this.infrastructure = new Infrastructure(installation.home().keys(), Clock.systemUTC());
        this.factory = factory;
        this.progress = progress;
        Tokens tokens = new Tokens(installation, Clock.systemUTC());
        this.manufacturer = SiliconManufacturer.trusted(installation.home());
        this.admin = new OperatorClient(installation.settings(), () -> tokens.of(OPERATOR));
        this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    }

    /**
     * Attaches to the running installation.
     *
     * @throws CannotContinue if no installation runs, or the installation is not a demo
     */
    static BenchRig attach(Context context, Progress progress) throws IOException {
        if (Installation.mode(context.home()).filter(Mode.DEMO::equals).isEmpty()) {
            throw new CannotContinue("The benchmarks need a running demo. Run %s."
                    .formatted(context.home().command("up")));
        }
        Installation installation = Installation.open(context.home(), context.settings(), Mode.DEMO);
        BenchRig rig = new BenchRig(
                installation,
                Factory.open(installation.home().simulation().resolve("factory"), SiliconManufacturer.NAME),
                progress);
        rig.pids();
        return rig;
    }

    /** Returns a load client for the device protocol of the gateway. */
    DeviceLoad gateway() {
        return new DeviceLoad(
                vertx,
                installation.settings().port(Port.GATEWAY),
                infrastructure.certificate(Infrastructure.AUTHORITY));
    }

    /** Returns a load client for EST at the gateway. */
    DeviceLoad est() {
        return new DeviceLoad(
                vertx,
                installation.settings().port(Port.GATEWAY_EST),
                infrastructure.certificate(Infrastructure.AUTHORITY));
    }

    /** Returns a load client for nginx. */
    DeviceLoad against(Nginx nginx) {
        return new DeviceLoad(vertx, nginx.port(), infrastructure.certificate(Infrastructure.AUTHORITY));
    }

    /** Starts nginx with the gateway's certificate. nginx trusts the root of the device certificates. */
    Nginx nginx() throws IOException, InterruptedException {
        Path directory = installation.home().directory().resolve("bench");
        Files.createDirectories(directory);
        Path root = Files.writeString(
                directory.resolve("device-root.pem"),
                admin.get("trust").get("rootCertificate").asText());
        return Nginx.start(
                directory,
                infrastructure.certificate(Infrastructure.GATEWAY_SERVER),
                infrastructure.key(Infrastructure.GATEWAY_SERVER),
                root);
    }

    /** Returns {@code count} devices, the same ones in each call. Endorses and claims missing ones. */
    List<BenchDevice> devices(int count) {
        if (devices.size() < count) {
            Map<DeviceId, P256PublicKey> chips = new LinkedHashMap<>();
            List<BenchDevice> made = new ArrayList<>();
            for (int i = devices.size(); i < count; i++) {
                BenchDevice device = new BenchDevice();
                made.add(device);
                chips.put(device.id(), device.generalKey().publicKey());
            }
            Delivery delivery = delivery();
            String list = factory.endorse(CATALOG, chips);
            delivery.endorse(new SiliconManufacturer.Endorsed(list, List.copyOf(chips.keySet())));
            delivery.claim(PRODUCT, GROUP, List.copyOf(chips.keySet()));
            devices.addAll(made);
        }
        return devices.subList(0, count);
    }

    /** Creates the catalog and the product and releases the operating system, if missing. */
    private Delivery delivery() {
        String path = "catalogs/" + CATALOG;
        if (admin.find(path).isEmpty()) {
            admin.post("catalogs", new NewCatalog(CATALOG, "Benchmarks"));
        }
        Delivery delivery = new Delivery(admin, CATALOG);
        new OsDelivery(admin).release(SiliconManufacturer.part(), manufacturer.operatingSystem());
        ensureProduct(PRODUCT);
        return delivery;
    }

    /** Creates a product in the catalog of the benchmarks, if missing. */
    private void ensureProduct(String product) {
        String path = "catalogs/" + CATALOG + "/products";
        if (admin.find(path + "/" + product + "/groups").isEmpty()) {
            admin.post(path, new NewProduct(product, "Devices of the benchmarks"));
        }
    }

    /** Endorses new chips for the catalog of the benchmarks, without claiming them. Returns their IDs. */
    List<DeviceId> endorsedChips(int count) {
        List<DeviceId> chips = new ArrayList<>();
        Delivery delivery = delivery();
        for (int left = count; left > 0; left -= LIST) {
            Map<DeviceId, P256PublicKey> part = new LinkedHashMap<>();
            for (int i = 0; i < Math.min(LIST, left); i++) {
                part.put(new DeviceId(new SoftKey().publicKey()), new SoftKey().publicKey());
            }
            delivery.endorse(
                    new SiliconManufacturer.Endorsed(factory.endorse(CATALOG, part), List.copyOf(part.keySet())));
            chips.addAll(part.keySet());
        }
        return chips;
    }

    /** Claims chips in one request. Measures the wall time, and the CPU of the servers per chip. */
    BenchResult claim(String name, List<DeviceId> chips) throws IOException {
        return claim(name, GROUP, chips);
    }

    /** Moves claimed chips into another group in one claim request. Measures the wall time, and the CPU of the servers per chip. */
    BenchResult move(String name, List<DeviceId> chips) throws IOException {
        return claim(name, OTHER_GROUP, chips);
    }

    private BenchResult claim(String name, String group, List<DeviceId> chips) throws IOException {
        Delivery delivery = new Delivery(admin, CATALOG);
        return once(name, chips.size(), () -> delivery.claim(PRODUCT, group, chips));
    }

    /**
     * Moves devices, of which the first has attested, into the group Production of a product, which is created if missing. Waits until the
     * gateway knows.
     */
    void assign(String product, List<BenchDevice> moved) {
        ensureProduct(product);
        PemKeyCertOptions identity = updateIdentities.getFirst();
        String before = gateway().upToDatePoll(identity);
        new Delivery(admin, CATALOG)
                .claim(product, GROUP, moved.stream().map(BenchDevice::id).toList());
        // Each group has a set of its own.
        Updates.await(
                "the gateway knows the new group",
                () -> !gateway().upToDatePoll(identity).equals(before));
    }

    /** Returns a client that deploys and rolls out images to the group Production of a product. */
    Updates updates(String product) {
        return new Updates(admin, CATALOG, product);
    }

    /** Returns an application with a body of this many bytes. */
    ImagePackage application(String version, int bytes) {
        return factory.application("bench-app", version, bytes);
    }

    /** Unclaims chips. */
    void unclaim(List<DeviceId> chips) {
        admin.post("catalogs/" + CATALOG + "/devices/unclaim", new UnclaimRequest(chips, "The benchmark is over"));
    }

    /** Blocks a device. */
    void block(BenchDevice device) {
        admin.post("catalogs/" + CATALOG + "/devices/block", new BlockRequest(List.of(device.id()), "The benchmark"));
    }

    /** Unblocks a device. */
    void unblock(BenchDevice device) {
        admin.post(
                "catalogs/" + CATALOG + "/devices/unblock",
                new BlockRequest(List.of(device.id()), "The benchmark is over"));
    }

    /** Asks the devices to check for updates. */
    void checkNow() {
        admin.post("catalogs/" + CATALOG + "/products/" + PRODUCT + "/groups/" + GROUP + "/check-now", Map.of());
    }

    /** Returns the measurements of a healthy device. */
    List<Measurement> healthyMeasurements() {
        return manufacturer.operatingSystem().stream()
                .map(ImagePackage::measure)
                .toList();
    }

    /** Returns the update certificates of {@code count} devices. Devices without one attest first. */
    List<PemKeyCertOptions> updateIdentities(int count) throws InterruptedException {
        int known = updateIdentities.size();
        if (known < count) {
            List<Measurement> measurements = healthyMeasurements();
            List<BenchDevice> fresh = devices(count).subList(known, count);
            PemKeyCertOptions[] made = new PemKeyCertOptions[fresh.size()];
            load(made.length, ATTEST_LANES, number -> {
                BenchDevice device = fresh.get((int) number);
                HttpClient client = gateway().client(device.hello(), true);
                return gateway()
                        .attest(client, device, measurements)
                        .onSuccess(answer -> made[(int) number] = device.update(chain(answer)))
                        .eventually(() -> client.close());
            });
            updateIdentities.addAll(List.of(made));
        }
        return updateIdentities.subList(0, count);
    }

    /** Returns the path of a poll by an up-to-date device. The response is 204. */
    String upToDatePoll() throws InterruptedException {
        PemKeyCertOptions identity = updateIdentities(1).getFirst();
        // The first devices of a group give it a new set.
        gateway().awaitSet(identity);
        return gateway().upToDatePoll(identity);
    }

    /**
     * Creates a product with copies of an attested device. Closing the result deletes the copies.
     *
     * @param product name of the product
     * @param copies number of copies
     * @param pieces number of pieces of evidence of each copy
     */
    StoredFleet storedFleet(String product, int copies, int pieces) throws InterruptedException {
        Delivery delivery = delivery();
        ensureProduct(product);
        BenchDevice original = new BenchDevice();
        Map<DeviceId, P256PublicKey> chip =
                Map.of(original.id(), original.generalKey().publicKey());
        delivery.endorse(new SiliconManufacturer.Endorsed(factory.endorse(CATALOG, chip), List.copyOf(chip.keySet())));
        delivery.claim(product, GROUP, List.of(original.id()));
        List<Measurement> measurements = healthyMeasurements();
        List<StoredFleet.Token> tokens = StoredFleet.Token.of(original, measurements);
        HttpClient client = gateway().client(original.hello(), true);
        Load.run(
                vertx,
                1,
                1,
                number -> gateway()
                        .attest(client, original, measurements)
                        .eventually(() -> client.close())
                        .mapEmpty());
        return StoredFleet.copy(installation, catalogId(), original.id(), tokens, copies, pieces);
    }

    /**
     * Creates the product {@value ListedFleet#PRODUCT} with devices that are only rows in the database: without chips and endorsements.
     * They appear in lists and cannot attest. Closing the result deletes the devices.
     */
    ListedFleet listedFleet(int devices) {
        delivery();
        ensureProduct(ListedFleet.PRODUCT);
        String path = "catalogs/" + CATALOG;
        return ListedFleet.fill(
                installation,
                admin,
                path,
                UUID.fromString(admin.get(path).get("id").asText()),
                devices,
                progress);
    }

    /** Returns the GUID of the benchmarks' catalog. */
    private UUID catalogId() {
        return UUID.fromString(admin.get("catalogs/" + CATALOG).get("id").asText());
    }

    /** Prints a progress line. */
    void say(String line) {
        progress.say(line);
    }

    /** Returns a client that runs replays for a product. */
    Replays replays(String product) {
        return new Replays(admin, "catalogs/" + CATALOG, product);
    }

    /** Measures a call that performs many operations. */
    BenchResult once(String name, long operations, Runnable call) throws IOException {
        return Run.once(name, operations, pids(), call);
    }

    /** Measures a call that performs many operations, and subtracts the CPU that idle servers use in the same time. */
    BenchResult onceWithoutIdleCpu(String name, long operations, Runnable call)
            throws IOException, InterruptedException {
        return Run.onceWithoutIdleCpu(name, operations, pids(), call);
    }

    /**
     * Returns a measurement of an operation, not yet started.
     *
     * @param name name of the result
     * @param operations number of measured operations
     * @param lanes number of operations that run concurrently
     * @param warmUp number of operations before the measurement
     * @param operation operation to measure
     */
    Run measure(String name, long operations, int lanes, long warmUp, Load.Operation operation) {
        return new Run(vertx, name, operations, lanes, warmUp, pids(), operation);
    }

    /** Runs an operation {@code count} times in {@code lanes} concurrent lanes. */
    void load(long count, int lanes, Load.Operation operation) throws InterruptedException {
        Load.run(vertx, count, lanes, operation);
    }

    /** Returns the PID of the gateway. */
    long gatewayPid() {
        return Objects.requireNonNull(
                pids().get(Services.at(installation.settings()).gateway().name()));
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Returns the PIDs of gateway, backend and PostgreSQL by service name. Fails if one does not run. */
    private Map<String, Long> pids() {
        Services services = Services.at(installation.settings());
        Map<String, Long> pids = new LinkedHashMap<>();
        for (Service server : List.of(services.gateway(), services.backend(), services.postgres())) {
            Long pid = ServiceStatus.of(installation.home(), server, false).pid();
            if (pid == null) {
                throw new CannotContinue("The benchmarks need a running demo, but %s is not running. Run %s."
                        .formatted(server.name(), installation.home().command("up")));
            }
            pids.put(server.name(), pid);
        }
        return pids;
    }

    /** Returns the update certificate with its chain in PEM. */
    private static String chain(AttestResponse answer) {
        if (answer.updateCertificate() == null) {
            throw new IllegalStateException("the attestation ended with " + answer.outcome() + " instead of TRUSTED");
        }
        return answer.updateCertificate();
    }
}
