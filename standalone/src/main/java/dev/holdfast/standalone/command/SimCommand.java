package dev.holdfast.standalone.command;

import dev.holdfast.sim.scenario.Scenario;
import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.demo.DemoSeed;
import dev.holdfast.standalone.demo.FleetRun;
import dev.holdfast.standalone.demo.OperatorClient;
import dev.holdfast.standalone.demo.SiliconMaker;
import dev.holdfast.standalone.demo.Tokens;
import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.install.Mode;
import dev.holdfast.standalone.stack.RunLock;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a batch of simulated devices, claims them into the demo, and runs them until Ctrl-C. */
@Command(
        name = "sim",
        description = "Makes more simulated devices in the running demo and runs them until Ctrl-C.",
        mixinStandardHelpOptions = true)
public final class SimCommand implements Callable<Integer> {
    /** An endorsement list has no more chips. */
    private static final int LARGEST_BATCH = 1000;

    private final PrintWriter out;

    @Option(names = "--devices", description = "How many; the scenario's own number by default.")
    private @Nullable Integer devices;

    @Option(
            names = "--scenario",
            description = "smoke, demo, quiet-fleet, unknown-chip, or a YAML file (default: ${DEFAULT-VALUE}).")
    private String scenario = "smoke";

    @Option(names = "--product", description = "Product to claim them to (default: ${DEFAULT-VALUE}).")
    private String product = "Toaster";

    @Option(names = "--group", description = "Device group to claim them to (default: ${DEFAULT-VALUE}).")
    private String group = "Production";

    @Option(names = "--batch", description = "Name of the batch; one that exists already is run again.")
    private @Nullable String batch;

    /** @param out where its words go */
    public SimCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Context context = Context.current();
        Home home = context.home();
        if (RunLock.readyText(home).isEmpty()) {
            throw new CannotContinue("Nothing runs here: start it with ./holdfast up, then try again.");
        }
        Installation installation = Installation.open(home, context.settings(), Mode.DEMO);
        if (installation.mode() != Mode.DEMO) {
            throw new CannotContinue(
                    "This installation was made with --empty and trusts no simulated maker; sim needs a demo installation.");
        }
        String name = batch == null ? "sim-" + Instant.now().getEpochSecond() : batch;
        if (!name.matches("[A-Za-z0-9_-]{1,50}")) {
            throw new CannotContinue(
                    "A batch's name has letters, digits, - and _, at most 50: '%s' does not do.".formatted(name));
        }
        Scenario chosen = Scenario.find(scenario);
        int count = devices == null ? chosen.devices() : devices;
        if (count < 1 || count > LARGEST_BATCH) {
            throw new CannotContinue(
                    "--devices must be from 1 to %d; run sim again for more.".formatted(LARGEST_BATCH));
        }
        manufacture(installation, name, count, chosen);
        out.println("Ctrl-C switches them off; --batch " + name + " runs them again.");
        out.flush();
        new FleetRun(home, context.settings(), out)
                .run(SiliconMaker.trusted(home).chips(name), chosen, Duration.ofSeconds(2));
        return 0;
    }

    private void manufacture(Installation installation, String name, int count, Scenario chosen) {
        Tokens tokens = new Tokens(installation, Clock.systemUTC());
        SiliconMaker maker = SiliconMaker.trusted(installation.home());
        OperatorClient owner = new OperatorClient(installation.settings(), () -> tokens.of("admin"));
        SiliconMaker.Endorsed made = maker.batch(name, count, chosen, owner.get("trust"));
        new DemoSeed(installation, tokens, maker, out::println).claim(made, product, group);
        out.println("batch %s: %d devices are endorsed and claimed to %s / %s"
                .formatted(name, made.devices().size(), product, group));
    }
}
