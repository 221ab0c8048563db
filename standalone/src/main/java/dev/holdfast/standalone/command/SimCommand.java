package dev.holdfast.standalone.command;

import dev.holdfast.sim.scenario.Scenario;
import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.demo.Delivery;
import dev.holdfast.standalone.demo.DeviceSignIn;
import dev.holdfast.standalone.demo.FleetRun;
import dev.holdfast.standalone.demo.OperatorClient;
import dev.holdfast.standalone.demo.OsDelivery;
import dev.holdfast.standalone.demo.Scenarios;
import dev.holdfast.standalone.demo.SiliconManufacturer;
import dev.holdfast.standalone.demo.Tokens;
import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.install.Mode;
import dev.holdfast.standalone.stack.RunLock;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Creates a batch of simulated devices, claims them into a catalog, and runs them until Ctrl-C. */
@Command(
        name = "sim",
        description = "Creates more simulated devices in a catalog and runs them until Ctrl-C.",
        mixinStandardHelpOptions = true)
public final class SimCommand implements Callable<Integer> {
    private static final String DEMO_CATALOG = "contoso";
    private static final String DEMO_PRODUCT = "Toaster";

    /** Maximum number of devices of one run. */
    private static final int LARGEST_BATCH = 1000;

    private final PrintWriter out;

    @Option(names = "--devices", description = "Number of devices (default: set by the scenario).")
    private @Nullable Integer devices;

    @Option(
            names = "--scenario",
            description = {
                "Name of a scenario or a YAML file (default: ${DEFAULT-VALUE}). Scenarios: smoke, demo, quiet-fleet,",
                "unknown-chip, bad-release, clone, regional-outage, keystore-rotation, rolling-brownout and field-units.",
                "See pluton-hsm-sim/docs/scenarios.md."
            })
    private String scenario = "smoke";

    @Option(
            names = "--catalog",
            description = "Catalog that claims the devices (default in a demo: " + DEMO_CATALOG + ").")
    private @Nullable String catalog;

    @Option(
            names = "--product",
            description = "Product of the devices (default: " + DEMO_PRODUCT + ", or the only product).")
    private @Nullable String product;

    @Option(names = "--group", description = "Device group of the devices (default: ${DEFAULT-VALUE}).")
    private String group = "Production";

    @Option(names = "--batch", description = "Name of the batch. An existing batch runs again.")
    private @Nullable String batch;

    @Option(
            names = "--trust-simulated-manufacturer",
            description = {
                "Makes an installation created with --empty trust the manufacturer of simulated chips.",
                "To end that trust, delete its public keys from .holdfast/manufacturers."
            })
    private boolean trustManufacturer;

    public SimCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        Context context = Context.current();
        Home home = context.home();
        if (RunLock.readyText(home).isEmpty()) {
            throw new CannotContinue("Holdfast is not running. Run ./holdfast up, then try again.");
        }
        Installation installation = Installation.open(home, context.settings(), Mode.DEMO);
        boolean demo = installation.mode() == Mode.DEMO;
        if (!demo && !trustManufacturer && !SiliconManufacturer.isTrusted(home)) {
            throw new CannotContinue(
                    "This installation does not trust simulated chips. To use them, add --trust-simulated-manufacturer."
                            + " The manufacturer's private keys are then on this machine's disk.");
        }
        String catalogName = catalog == null && demo ? DEMO_CATALOG : catalog;
        if (catalogName == null) {
            throw new CannotContinue("Option missing: --catalog NAME, the catalog that claims the devices.");
        }
        String name = batch == null ? "sim-" + Instant.now().getEpochSecond() : batch;
        if (!name.matches("[A-Za-z0-9_-]{1,50}")) {
            throw new CannotContinue(
                    "Invalid batch name '%s'. Use 1 to 50 letters, digits, hyphens and underscores.".formatted(name));
        }
        Scenario chosen = Scenarios.find(scenario);
        int count = devices == null ? chosen.devices() : devices;
        if (count < 1 || count > LARGEST_BATCH) {
            throw new CannotContinue(
                    "--devices must be from 1 to %d. Run sim again for more.".formatted(LARGEST_BATCH));
        }
        manufacture(installation, catalogName, name, count, chosen);
        out.println("Press Ctrl-C to stop the devices. To run them again, add --batch " + name + ".");
        out.flush();
        new FleetRun(home, context.settings(), out)
                .run(SiliconManufacturer.trusted(home).chips(name), chosen, Duration.ofSeconds(2));
        return 0;
    }

    private void manufacture(Installation installation, String catalogName, String name, int count, Scenario chosen) {
        String claimed = "sim." + name;
        String destination = catalogName + " / " + (product == null ? "" : product + " / ") + group;
        if (destination.equals(installation.noted(claimed))) {
            out.println("batch %s is already in %s".formatted(name, destination));
            return;
        }
        OperatorClient owner = new OperatorClient(installation.settings(), token(installation));
        String model = destination(owner, catalogName);
        SiliconManufacturer manufacturer = SiliconManufacturer.trusted(installation.home());
        SiliconManufacturer.Endorsed made = manufacturer.batch(name, catalogName, count, chosen, owner.get("trust"));
        Delivery delivery = new Delivery(owner, catalogName);
        new OsDelivery(owner).release(SiliconManufacturer.part(), manufacturer.operatingSystem());
        delivery.endorse(made);
        delivery.claim(model, group, made.devices());
        installation.note(claimed, destination);
        out.println("batch %s: endorsed %d devices and claimed them to %s / %s / %s"
                .formatted(name, made.devices().size(), catalogName, model, group));
    }

    private Supplier<String> token(Installation installation) {
        if (installation.mode() == Mode.EMPTY) {
            return new DeviceSignIn(installation.settings(), line -> {
                out.println(line);
                out.flush();
            });
        }
        Tokens tokens = new Tokens(installation, Clock.systemUTC());
        return () -> tokens.of("admin");
    }

    /** Returns the name of the product. Fails if the product lacks the device group, before any chip is created. */
    private String destination(OperatorClient owner, String catalogName) {
        String products = "catalogs/" + OperatorClient.segment(catalogName) + "/products";
        List<String> names = owner.find(products)
                .orElseThrow(() ->
                        new CannotContinue("Catalog '%s' not found. Create it in the console.".formatted(catalogName)))
                .findValuesAsText("name");
        String model = model(names, catalogName);
        List<String> groups = owner.get(products + "/" + OperatorClient.segment(model) + "/groups")
                .findValuesAsText("name");
        if (!groups.contains(group)) {
            throw new CannotContinue("Product '%s' has no device group '%s'. Device groups: %s."
                    .formatted(model, group, String.join(", ", groups)));
        }
        return model;
    }

    private String model(List<String> names, String catalogName) {
        if (names.isEmpty()) {
            throw new CannotContinue("Catalog '%s' has no product. Create one in the console.".formatted(catalogName));
        }
        String known = String.join(", ", names);
        if (product != null) {
            if (!names.contains(product)) {
                throw new CannotContinue(
                        "Catalog '%s' has no product '%s'. Products: %s.".formatted(catalogName, product, known));
            }
            return product;
        }
        if (names.contains(DEMO_PRODUCT)) {
            return DEMO_PRODUCT;
        }
        if (names.size() != 1) {
            throw new CannotContinue("Option missing: --product NAME. Products: %s.".formatted(known));
        }
        return names.getFirst();
    }
}
