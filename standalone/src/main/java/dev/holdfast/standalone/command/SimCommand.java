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

/** Makes a batch of simulated devices, claims them into a catalog, and runs them until Ctrl-C. */
@Command(
        name = "sim",
        description = "Makes more simulated devices for a catalog and runs them until Ctrl-C.",
        mixinStandardHelpOptions = true)
public final class SimCommand implements Callable<Integer> {
    private static final String DEMO_CATALOG = "contoso";
    private static final String DEMO_PRODUCT = "Toaster";
    /** An endorsement list has no more chips. */
    private static final int LARGEST_BATCH = 1000;

    private final PrintWriter out;

    @Option(names = "--devices", description = "How many; the scenario's own number by default.")
    private @Nullable Integer devices;

    @Option(
            names = "--scenario",
            description = {
                "The name of a scenario or a YAML file (default: ${DEFAULT-VALUE}). There are smoke, demo, quiet-fleet,",
                "unknown-chip, bad-release, clone, regional-outage, keystore-rotation, rolling-brownout and field-units;",
                "see pluton-hsm-sim/docs/scenarios.md."
            })
    private String scenario = "smoke";

    @Option(
            names = "--catalog",
            description = "Catalog to claim them to; in a demo installation " + DEMO_CATALOG + " by default.")
    private @Nullable String catalog;

    @Option(names = "--product", description = "Product to claim them to; the demo's, or the catalog's only one.")
    private @Nullable String product;

    @Option(names = "--group", description = "Device group to claim them to (default: ${DEFAULT-VALUE}).")
    private String group = "Production";

    @Option(names = "--batch", description = "Name of the batch; one that exists already is run again.")
    private @Nullable String batch;

    @Option(
            names = "--trust-simulated-manufacturer",
            description = {
                "Lets an installation made with --empty trust the manufacturer of simulated chips from now on.",
                "Its keys lie in .holdfast/simulation; delete them from .holdfast/manufacturers to end it."
            })
    private boolean trustManufacturer;

    /** @param out where its words go */
    public SimCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        Context context = Context.current();
        Home home = context.home();
        if (RunLock.readyText(home).isEmpty()) {
            throw new CannotContinue("Nothing runs here: start it with ./holdfast up, then try again.");
        }
        Installation installation = Installation.open(home, context.settings(), Mode.DEMO);
        boolean demo = installation.mode() == Mode.DEMO;
        if (!demo && !trustManufacturer && !SiliconManufacturer.isTrusted(home)) {
            throw new CannotContinue(
                    "This is a real installation, and it trusts no simulated chips. To try it out with some,"
                            + " add --trust-simulated-manufacturer: their manufacturer's keys lie on this machine's disk.");
        }
        String into = catalog == null && demo ? DEMO_CATALOG : catalog;
        if (into == null) {
            throw new CannotContinue("Say which catalog the devices are for: --catalog NAME.");
        }
        String name = batch == null ? "sim-" + Instant.now().getEpochSecond() : batch;
        if (!name.matches("[A-Za-z0-9_-]{1,50}")) {
            throw new CannotContinue(
                    "A batch's name has letters, digits, - and _, at most 50: '%s' does not do.".formatted(name));
        }
        Scenario chosen = Scenarios.find(scenario);
        int count = devices == null ? chosen.devices() : devices;
        if (count < 1 || count > LARGEST_BATCH) {
            throw new CannotContinue(
                    "--devices must be from 1 to %d; run sim again for more.".formatted(LARGEST_BATCH));
        }
        manufacture(installation, into, name, count, chosen);
        out.println("Ctrl-C switches them off; the same command with --batch " + name + " runs them again.");
        out.flush();
        new FleetRun(home, context.settings(), out)
                .run(SiliconManufacturer.trusted(home).chips(name), chosen, Duration.ofSeconds(2));
        return 0;
    }

    private void manufacture(Installation installation, String into, String name, int count, Scenario chosen) {
        String claimed = "sim." + name;
        String asked = into + " / " + (product == null ? "" : product + " / ") + group;
        if (asked.equals(installation.noted(claimed))) {
            out.println("batch %s is in %s already".formatted(name, asked));
            return;
        }
        OperatorClient owner = new OperatorClient(installation.settings(), token(installation));
        String model = destination(owner, into);
        SiliconManufacturer manufacturer = SiliconManufacturer.trusted(installation.home());
        SiliconManufacturer.Endorsed made = manufacturer.batch(name, into, count, chosen, owner.get("trust"));
        Delivery delivery = new Delivery(owner, into);
        new OsDelivery(owner).release(SiliconManufacturer.part(), manufacturer.operatingSystem());
        delivery.endorse(made);
        delivery.claim(model, group, made.devices());
        installation.note(claimed, asked);
        out.println("batch %s: %d devices are endorsed and claimed to %s / %s / %s"
                .formatted(name, made.devices().size(), into, model, group));
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

    /** The product and, before anything is made, whether it has the group. */
    private String destination(OperatorClient owner, String into) {
        String products = "catalogs/" + OperatorClient.segment(into) + "/products";
        List<String> names = owner.find(products)
                .orElseThrow(
                        () -> new CannotContinue("There is no catalog '%s'; create it in the console.".formatted(into)))
                .findValuesAsText("name");
        String model = model(names, into);
        List<String> groups = owner.get(products + "/" + OperatorClient.segment(model) + "/groups")
                .findValuesAsText("name");
        if (!groups.contains(group)) {
            throw new CannotContinue("The product '%s' has no device group '%s'; there are %s."
                    .formatted(model, group, String.join(", ", groups)));
        }
        return model;
    }

    private String model(List<String> names, String into) {
        if (names.isEmpty()) {
            throw new CannotContinue("The catalog '%s' has no product yet; create one in the console.".formatted(into));
        }
        String known = String.join(", ", names);
        if (product != null) {
            if (!names.contains(product)) {
                throw new CannotContinue(
                        "The catalog '%s' has no product '%s'; there are %s.".formatted(into, product, known));
            }
            return product;
        }
        if (names.contains(DEMO_PRODUCT)) {
            return DEMO_PRODUCT;
        }
        if (names.size() != 1) {
            throw new CannotContinue("Say which product they are: --product NAME. There are %s.".formatted(known));
        }
        return names.getFirst();
    }
}
