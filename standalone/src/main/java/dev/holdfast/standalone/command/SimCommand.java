package dev.holdfast.standalone.command;

import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.product.NewDeviceGroup;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.sim.ChipBar;
import dev.holdfast.sim.FleetRun;
import dev.holdfast.sim.Sim;
import dev.holdfast.sim.fleet.Fleet;
import dev.holdfast.sim.fleet.FleetConfig;
import dev.holdfast.sim.scenario.Scenario;
import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.demo.Delivery;
import dev.holdfast.standalone.demo.DeviceSignIn;
import dev.holdfast.standalone.demo.OperatorClient;
import dev.holdfast.standalone.demo.OsDelivery;
import dev.holdfast.standalone.demo.Scenarios;
import dev.holdfast.standalone.demo.SiliconManufacturer;
import dev.holdfast.standalone.demo.Tokens;
import dev.holdfast.standalone.install.Infrastructure;
import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.install.Mode;
import dev.holdfast.standalone.stack.RunLock;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code ./holdfast sim}. Without a subcommand, it creates a batch of simulated devices, claims them into a catalog, and runs them.
 * The subcommands are those of {@link Sim}.
 */
@Command(
        description = {
            "Without a COMMAND: makes a batch of simulated devices, claims them into a catalog of this installation, and runs them until"
                    + " Ctrl-C.",
            "If the feed Retail has no operating system for the part of the chips, releases one. This applies to all catalogs of the"
                    + " installation.",
            ""
        },
        synopsisSubcommandLabel = "[COMMAND]",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:All expectations of the scenario are met.",
            "1:An expectation is not met.",
            "2:The arguments are wrong.",
            "3:The command failed.",
            "130:Ctrl-C. The summary is printed anyway."
        })
public final class SimCommand extends Sim implements Callable<Integer> {
    private static final String DEMO_CATALOG = "contoso";

    /** Maximum number of devices of one run. */
    private static final int LARGEST_BATCH = 1000;

    private static final String NOT_TRUSTED = "This installation does not trust " + SiliconManufacturer.NAME
            + ", the manufacturer of the chips that sim makes. To trust it, add --trust-simulated-manufacturer."
            + " Its private keys are then on this machine's disk.";

    private final PrintWriter out;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--devices",
            paramLabel = "N",
            description = "Number of devices, at most " + LARGEST_BATCH + " (default: set by the scenario).")
    private @Nullable Integer devices;

    @Option(
            names = "--scenario",
            paramLabel = "NAME|FILE",
            description = {
                "Scenario: a name (see command scenarios) or a YAML file (default: ${DEFAULT-VALUE}).",
                "See pluton-hsm-sim/docs/scenarios.md."
            })
    private String scenario = "smoke";

    @Option(
            names = "--catalog",
            paramLabel = "NAME",
            description = "Catalog that claims the devices (default in a demo: " + DEMO_CATALOG + ").")
    private @Nullable String catalog;

    @Option(
            names = "--product",
            paramLabel = "NAME",
            description = "Product of the devices (default: " + SimDestination.DEMO_PRODUCT + ", or the only product).")
    private @Nullable String product;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description = "Device group of the devices (default: ${DEFAULT-VALUE}).")
    private String group = "Production";

    @Option(names = "--batch", paramLabel = "NAME", description = "Name of the batch. An existing batch runs again.")
    private @Nullable String batch;

    @Option(
            names = "--trust-simulated-manufacturer",
            description = {
                "Makes an installation created with --empty trust " + SiliconManufacturer.NAME
                        + ", the manufacturer of the chips that sim makes.",
                "To end that trust, delete its public keys from the folder manufacturers of HOLDFAST_HOME."
            })
    private boolean trustManufacturer;

    @Mixin
    private final FleetRun run = new FleetRun();

    public SimCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Scenario chosen = chosenScenario();
        int count = devices == null ? chosen.devices() : devices;
        checkArguments(count);
        Context context = Context.current();
        Home home = context.home();
        if (RunLock.readyText(home).isEmpty()) {
            throw new CannotContinue("Holdfast is not running. Run %s, then try again.".formatted(home.command("up")));
        }
        Installation installation = Installation.open(home, context.settings(), Mode.DEMO);
        boolean demo = installation.mode() == Mode.DEMO;
        if (!demo && !trustManufacturer && !SiliconManufacturer.isTrusted(home)) {
            throw new CannotContinue(NOT_TRUSTED);
        }
        String catalogName = catalog == null && demo ? DEMO_CATALOG : catalog;
        if (catalogName == null) {
            throw wrong("Option missing: --catalog NAME, the catalog that claims the devices.");
        }
        String name = batch == null ? "sim-" + Instant.now().getEpochSecond() : batch;
        manufacture(installation, catalogName, name, count, chosen);
        out.println("Press Ctrl-C to stop the devices. To run them again, add --batch " + name + ".");
        out.flush();
        URI gateway = context.settings().https(Port.GATEWAY, "");
        Path trust = new Infrastructure(home.keys(), Clock.systemUTC()).certificate(Infrastructure.AUTHORITY);
        Fleet fleet =
                Fleet.load(SiliconManufacturer.trusted(home).chips(name), new FleetConfig(gateway, trust, chosen));
        return run.run(fleet, chosen, chosen.seed(), Optional.empty(), false);
    }

    private Scenario chosenScenario() {
        try {
            return Scenarios.find(scenario);
        } catch (CannotContinue e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    /** Refuses arguments that can never be right, before anybody has to sign in. */
    private void checkArguments(int count) {
        if (count < 1 || count > LARGEST_BATCH) {
            throw wrong("--devices must be from 1 to %d. Run sim again for more.".formatted(LARGEST_BATCH));
        }
        requireName("--batch", batch, "[A-Za-z0-9_-]{1,50}", "1 to 50 letters, digits, hyphens and underscores");
        requireName("--catalog", catalog, NewCatalog.NAME, "1 to 50 letters, digits, hyphens and underscores");
        requireName("--product", product, NewProduct.NAME, "3 to 50 letters, digits, underscores and spaces");
        requireName("--group", group, NewDeviceGroup.NAME, "1 to 50 letters, digits and spaces");
        run.check();
    }

    private void requireName(String option, @Nullable String name, String pattern, String rule) {
        if (name != null && !name.matches(pattern)) {
            throw wrong("%s has %s, not '%s'.".formatted(option, rule, name));
        }
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), sentence);
    }

    private void manufacture(Installation installation, String catalogName, String name, int count, Scenario chosen) {
        String claimed = "sim." + name;
        SimDestination destination = new SimDestination(catalogName, product, group);
        String known = installation.noted(claimed);
        if (destination.text().equals(known)) {
            out.println("batch %s is already in %s".formatted(name, known));
            return;
        }
        if (known != null) {
            throw wrong("Batch %s is already in %s. Choose another name.".formatted(name, known));
        }
        out.println(
                "Making %d chips for %s. If the feed Retail has no operating system for part %s, sim releases one for all catalogs."
                        .formatted(count, destination.text(), SiliconManufacturer.part()));
        out.flush();
        OperatorClient owner = new OperatorClient(installation.settings(), token(installation));
        String model = productAt(destination, owner);
        SiliconManufacturer manufacturer = manufacturer(installation.home());
        if (new OsDelivery(owner).release(SiliconManufacturer.part(), manufacturer.operatingSystem())) {
            out.println("released OS %s for %s to the feed Retail, for all catalogs of this installation"
                    .formatted(SiliconManufacturer.OS_VERSION, SiliconManufacturer.part()));
        }
        SiliconManufacturer.Endorsed made =
                manufacturer.batch(name, catalogName, count, chosen, owner.get("trust"), ChipBar.of(out, count));
        Delivery delivery = new Delivery(owner, catalogName);
        delivery.endorse(made);
        delivery.claim(model, group, made.devices());
        installation.note(claimed, destination.text());
        out.println("batch %s: endorsed %d devices and claimed them to %s / %s / %s"
                .formatted(name, made.devices().size(), catalogName, model, group));
    }

    /** Opens the factory. Says so if the installation trusts its manufacturer from now on, because a later step can fail. */
    private SiliconManufacturer manufacturer(Home home) {
        boolean known = SiliconManufacturer.isTrusted(home);
        SiliconManufacturer manufacturer = SiliconManufacturer.trusted(home);
        if (!known) {
            out.println("the installation now trusts %s: its public keys are in %s"
                    .formatted(SiliconManufacturer.NAME, home.manufacturers()));
            out.flush();
        }
        return manufacturer;
    }

    private String productAt(SimDestination destination, OperatorClient owner) {
        try {
            return destination.product(owner);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
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
}
