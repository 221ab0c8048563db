package dev.holdfast.standalone.faults;

import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.approval.NewApprovalRules;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.deployment.NewDeployment;
import dev.holdfast.contract.operator.identity.Grantee;
import dev.holdfast.contract.operator.identity.NewMember;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.sim.agent.GatewayEndpoint;
import dev.holdfast.sim.scenario.Scenario;
import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.demo.Delivery;
import dev.holdfast.standalone.demo.OperatorClient;
import dev.holdfast.standalone.demo.SiliconManufacturer;
import dev.holdfast.standalone.demo.Tokens;
import dev.holdfast.standalone.install.Infrastructure;
import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.process.Service;
import dev.holdfast.standalone.process.ServiceStatus;
import dev.holdfast.standalone.stack.Progress;
import dev.holdfast.standalone.stack.Services;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Kills and freezes the services of a running demo while operators and devices use it. Then verifies that all services become healthy, and
 * that everything acknowledged happened exactly once. Uses a catalog of its own.
 */
public final class FaultCampaign {
    /** Time limit for all services to become healthy after each fault, and at the end for the load to get its responses. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Longer than the five minutes for which a crashed backend locks an idempotency key. */
    private static final Duration LOCKED = Duration.ofMinutes(6);

    /** Number of faults in a round, which kills and freezes each of five services once. */
    public static final int ROUND = 10;

    private static final int DEVICES = 3;

    private final Installation installation;
    private final long seed;
    private final Progress progress;
    private final Ledger ledger;
    private final SiliconManufacturer manufacturer;
    private final String name = "faults" + UUID.randomUUID().toString().substring(0, 8);
    private final String catalog = "catalogs/" + name;
    private final OperatorClient admin;
    private final List<String> checkpoints = new ArrayList<>();

    /**
     * @param installation a running demo
     * @param seed selects the faults. The same seed gives the same faults
     * @param progress receives a line for each fault and violation
     */
    public FaultCampaign(Installation installation, long seed, Progress progress) {
        this.installation = installation;
        this.seed = seed;
        this.progress = progress;
        this.ledger = new Ledger(progress);
        this.manufacturer = SiliconManufacturer.trusted(installation.home());
        Tokens tokens = new Tokens(installation, Clock.systemUTC());
        this.admin = new OperatorClient(installation.settings(), () -> tokens.of("admin"));
    }

    /**
     * Runs the campaign.
     *
     * @param more returns whether to continue with another fault
     * @param pause longest time between two faults, more than a second
     * @param frozen longest time for which a service is frozen, more than a second
     * @param unlock unlocks the idempotency keys that a crashed backend left locked, or does nothing. Then they unlock after five minutes
     * @return the violations, one sentence each
     */
    public List<String> run(BooleanSupplier more, Duration pause, Duration frozen, Runnable unlock) {
        progress.say("random faults, seed " + seed);
        ImagePackage deployed = manufacturer.application("faults", "1.0.0");
        prepare();
        Vertx vertx = Vertx.vertx();
        try {
            // Claims the devices first: a group without devices of a part has no manifest set for the part.
            List<DeviceLoad> devices = devices(vertx);
            byte[] content = deploy(deployed);
            OperatorLoad operators = new OperatorLoad(installation, catalog, manufacturer, deployed, ledger);
            List<Thread> load = new ArrayList<>();
            for (DeviceLoad device : devices) {
                load.add(start(
                        "device", number -> device.cycle(deployed.metadata().image(), content)));
            }
            load.add(start("images", operators::image));
            load.add(start("jobs", operators::job));
            load.add(start("approvals", operators::approval));
            load.add(start("sign-ins", operators::signIn));
            injectFaults(more, pause, frozen);
            ledger.end();
            load.forEach(this::join);
            settle(operators, unlock);
            new FaultVerification(ledger, admin, catalog).run(checkpoints);
            devices.forEach(device -> device.verify(admin, catalog));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        progress.say("seed %d:%n%s%d violations"
                .formatted(seed, ledger.summary(), ledger.violations().size()));
        return ledger.violations();
    }

    /** Creates the catalog with its product and members. */
    private void prepare() {
        admin.post("catalogs", new NewCatalog(name, "Faults"));
        admin.post(catalog + "/products", new NewProduct("Toaster", ""));
        for (Role role : List.of(Role.PUBLISHER, Role.OWNER)) {
            String group = "/catalogs/contoso/" + role.words();
            admin.post(catalog + "/members", new NewMember(Grantee.GROUP, group, role.words(), role, null, null));
        }
    }

    /** Creates a deployment that needs no approval yet. Returns the deployed image as devices get it. */
    private byte[] deploy(ImagePackage image) {
        new Delivery(admin, name).upload(List.of(image));
        admin.post(
                catalog + "/products/Toaster/groups/Production/deployments",
                new NewDeployment(List.of(image.metadata().image())));
        NewApprovalRules rules = new NewApprovalRules(List.of(ApprovalOperation.START_DEPLOYMENT), "The campaign");
        if (admin.raw("PUT", catalog + "/approvals/rules", "application/json", OperatorClient.json(rules), "")
                        .statusCode()
                != 200) {
            throw new CannotContinue("The approval rules of %s cannot be changed.".formatted(catalog));
        }
        return admin.bytes(catalog + "/images/" + image.metadata().image() + "/content");
    }

    private List<DeviceLoad> devices(Vertx vertx) {
        SiliconManufacturer.Endorsed batch =
                manufacturer.batch(name, name, DEVICES, Scenario.named("smoke"), admin.get("trust"), _ -> {});
        Delivery delivery = new Delivery(admin, name);
        delivery.endorse(batch);
        delivery.claim("Toaster", "Production", batch.devices());
        Path trust =
                new Infrastructure(installation.home().keys(), Clock.systemUTC()).certificate(Infrastructure.AUTHORITY);
        try (Stream<Path> chips = Files.list(manufacturer.chips(name))) {
            GatewayEndpoint gateway = GatewayEndpoint.at(installation.settings().https(Port.GATEWAY, ""), trust);
            List<DeviceLoad> devices = new ArrayList<>();
            for (Path chip : chips.toList()) {
                devices.add(new DeviceLoad(vertx, gateway, chip, ledger));
            }
            return devices;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a thread that repeats an operation until the campaign ends. */
    private Thread start(String kind, IntConsumer operation) {
        return Thread.ofVirtual().name(kind).start(() -> {
            try {
                for (int number = 0; !ledger.hasEnded(); number++) {
                    operation.accept(number);
                    Pause.shortly();
                }
            } catch (RuntimeException e) {
                ledger.violated("the load of %s failed: %s".formatted(kind, e));
            }
        });
    }

    private void injectFaults(BooleanSupplier more, Duration pause, Duration frozen) {
        Services all = Services.at(installation.settings());
        Supplier<Fault> series = Fault.series(
                Stream.of(all.postgres(), all.keycloak(), all.backend(), all.gateway(), all.console())
                        .map(Service::name)
                        .toList(),
                pause,
                frozen,
                seed);
        while (more.getAsBoolean()) {
            Fault fault = series.get();
            Pause.of(fault.pause());
            keepCheckpoint();
            ledger.count("fault: " + (fault.kills() ? "kill " : "freeze ") + fault.service());
            progress.say(fault.words());
            ServiceStatus.process(installation.home(), fault.service()).ifPresent(fault::inject);
            awaitHealthy(fault);
        }
    }

    /** Keeps a checkpoint of the audit log. The log must contain it until the end. */
    private void keepCheckpoint() {
        try {
            HttpResponse<String> response = admin.raw(catalog + "/audit/checkpoint");
            if (response.statusCode() == 200) {
                checkpoints.add(response.body());
            }
        } catch (CannotContinue e) {
            ledger.count("checkpoint: no response");
        }
    }

    private void awaitHealthy(Fault fault) {
        long begin = System.nanoTime();
        List<ServiceStatus> ill = ill();
        while (!ill.isEmpty() && System.nanoTime() - begin < PATIENCE.toNanos()) {
            Pause.shortly();
            ill = ill();
        }
        for (ServiceStatus service : ill) {
            ledger.violated("%s is %s %d seconds after '%s' (restart at %s). See %s"
                    .formatted(
                            service.name(),
                            service.health(),
                            PATIENCE.toSeconds(),
                            fault.words(),
                            service.restartAt(),
                            service.log()));
        }
        progress.say("healthy after %.1f s".formatted((System.nanoTime() - begin) / 1e9));
        if (ill.isEmpty()) {
            signInAll();
        }
    }

    private List<ServiceStatus> ill() {
        return Services.at(installation.settings()).of(installation.mode()).stream()
                .map(service -> ServiceStatus.of(installation.home(), service, false))
                .filter(status -> !status.health().equals(ServiceStatus.HEALTHY))
                .toList();
    }

    /**
     * Signs people in and uses the tokens. This must succeed at once when all services are healthy. The load signs in other people, because
     * Keycloak refuses a person of whom another sign-in is in progress.
     */
    private void signInAll() {
        for (String user : List.of("carmen", "admin")) {
            try {
                String token = new Tokens(installation, Clock.systemUTC()).of(user);
                new OperatorClient(installation.settings(), () -> token).get("me");
            } catch (CannotContinue e) {
                ledger.violated(
                        "%s cannot sign in although all services are healthy: %s".formatted(user, e.getMessage()));
            }
        }
    }

    private void join(Thread thread) {
        try {
            if (!thread.join(PATIENCE)) {
                ledger.violated("the load of %s got no response within %d seconds after all services were healthy"
                        .formatted(thread.getName(), PATIENCE.toSeconds()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotContinue("Interrupted.", e);
        }
    }

    /** Repeats the requests without a response: first while their idempotency keys are locked, then until all are unlocked. */
    private void settle(OperatorLoad operators, Runnable unlock) {
        boolean settled = operators.finish();
        unlock.run();
        long end = System.nanoTime() + LOCKED.toNanos();
        while (!settled && System.nanoTime() < end) {
            settled = operators.finish();
            if (!settled) {
                Pause.of(Duration.ofSeconds(5));
            }
        }
        if (!settled) {
            ledger.violated("requests got no response within %d minutes".formatted(LOCKED.toMinutes()));
        }
    }
}
