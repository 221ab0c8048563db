package dev.holdfast.sim;

import dev.holdfast.sim.fleet.Fleet;
import dev.holdfast.sim.fleet.FleetConfig;
import dev.holdfast.sim.scenario.Scenario;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a fleet and checks the expectations of its scenario. */
@Command(
        name = "run",
        description = {
            "Runs the chips of a directory against a gateway. At the end, checks the expectations of the scenario.",
            "Ends after --for or the scenario's duration, on Ctrl-C, on SIGTERM, or when its output is closed."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:All expectations are met.",
            "1:An expectation is not met.",
            "2:The arguments are wrong.",
            "3:The run failed.",
            "130:Ctrl-C. The result is printed anyway.",
            "143:SIGTERM. The result is printed anyway."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--chips", required = true, paramLabel = "DIR", description = "Directory of manufactured chips.")
    private Path chips;

    @Option(
            names = "--gateway",
            required = true,
            paramLabel = "URI",
            description = "Device gateway: https://host:port.")
    private URI gateway;

    @Option(
            names = "--gateway-ca",
            required = true,
            paramLabel = "FILE",
            description = "PEM file with the trust anchors of the gateway's certificate.")
    private Path gatewayCa;

    @Option(
            names = "--scenario",
            paramLabel = "NAME|FILE",
            defaultValue = "smoke",
            description = "Scenario: a name (see command scenarios) or a YAML file (${DEFAULT-VALUE}).")
    private String scenario;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of all random choices; the scenario's by default.")
    private @Nullable Long seed;

    @Option(names = "--devices", paramLabel = "N", description = "Run only the first N chips; all by default.")
    private @Nullable Integer devices;

    @Option(
            names = "--speed",
            paramLabel = "FACTOR",
            defaultValue = "1",
            description =
                    "Divides all durations of the scenario, except network latency and clock faults, by this factor"
                            + " (${DEFAULT-VALUE}).")
    private double speed;

    @Mixin
    private FleetRun run;

    @Option(
            names = "--json",
            description = "Print the result as one JSON object to standard output, and progress to standard error.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Scenario chosen = Arguments.checked(spec, () -> Scenario.find(scenario).faster(speed));
        long chance = seed == null ? chosen.seed() : seed;
        OptionalInt some = devices == null
                ? OptionalInt.empty()
                : OptionalInt.of(Arguments.atLeastOne(spec, "--devices", devices));
        run.check();
        FleetConfig config = new FleetConfig(gateway, gatewayCa, chosen, OptionalLong.of(chance), some);
        Fleet fleet = Arguments.checked(spec, () -> Fleet.load(chips, config));
        return run.run(fleet, chosen, chance, chosen.lasts(), json);
    }
}
