package dev.holdfast.sim;

import dev.holdfast.sim.fleet.Fleet;
import dev.holdfast.sim.fleet.FleetConfig;
import dev.holdfast.sim.fleet.FleetStatus;
import dev.holdfast.sim.scenario.Expectation.Verdict;
import dev.holdfast.sim.scenario.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a fleet and checks the expectations of its scenario. */
@Command(
        name = "run",
        description = {
            "Runs the chips of a directory against a gateway. At the end, checks the expectations of the scenario.",
            "Ends after the scenario's duration or --for, on Ctrl-C, on SIGTERM, or when its output is closed."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:All expectations are met.",
            "1:An expectation is not met.",
            "2:The arguments are wrong.",
            "3:The run failed."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class RunCommand implements Callable<Integer> {
    private static final long SECONDS_TO_STOP = 60;
    private static final int NOT_MET = 1;
    private static final int ERRORS = 3;

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
            description = "Scenario: a name from 'sim scenarios' or a YAML file (${DEFAULT-VALUE}).")
    private String scenario;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of all random choices; the scenario's by default.")
    private @Nullable Long seed;

    @Option(names = "--devices", paramLabel = "N", description = "Run only the first N chips; all by default.")
    private @Nullable Integer devices;

    @Option(
            names = "--status-every",
            paramLabel = "DURATION",
            defaultValue = "PT2S",
            description = "Interval between status updates (${DEFAULT-VALUE}).")
    private Duration statusEvery;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "Duration of the run, such as PT5M; by default the scenario's, or until stopped.")
    private @Nullable Duration howLong;

    @Option(
            names = "--speed",
            paramLabel = "FACTOR",
            defaultValue = "1",
            description =
                    "Divides all durations of the scenario, except network latency and clock faults, by this factor"
                            + " (${DEFAULT-VALUE}).")
    private double speed;

    @Option(names = "--until-met", description = "End as soon as all expectations are met.")
    private boolean untilMet;

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
        if (howLong != null) {
            Arguments.requirePause(spec, "--for", howLong);
        }
        Arguments.requirePause(spec, "--status-every", statusEvery);
        FleetConfig config = new FleetConfig(gateway, gatewayCa, chosen, OptionalLong.of(chance), some);
        Fleet fleet = Arguments.checked(spec, () -> Fleet.load(chips, config));
        Resources.check(fleet.switchedOn());
        CountDownLatch enough = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> finish(enough, done), "stop-fleet"));
        Instant startedAt = Instant.now();
        long start = System.nanoTime();
        try {
            fleet.start();
            FleetStatus last = watch(fleet, chosen, start, enough);
            List<Verdict> verdicts = last.judge(chosen.expectations());
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
            RunResult result = RunResult.of(chosen.name(), chance, startedAt, seconds, last, verdicts);
            print(result, last);
            return result.met() ? 0 : NOT_MET;
        } finally {
            try {
                fleet.stop();
            } finally {
                done.countDown();
            }
        }
    }

    private FleetStatus watch(Fleet fleet, Scenario chosen, long start, CountDownLatch enough)
            throws InterruptedException {
        PrintWriter to = json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        Progress progress = Progress.to(to, Progress.isTerminal() && !json);
        Duration length = howLong != null ? howLong : chosen.lasts().orElse(null);
        long end = length == null ? Long.MAX_VALUE : length.toNanos();
        while (true) {
            long running = System.nanoTime() - start;
            FleetStatus status = fleet.status();
            List<Verdict> verdicts = status.judge(chosen.expectations());
            progress.show(Duration.ofNanos(running), status, verdicts);
            if (running >= end
                    || !progress.hasReader()
                    || (untilMet && verdicts.stream().allMatch(Verdict::met))) {
                return status;
            }
            long pause = Math.max(1, Math.min(statusEvery.toNanos(), end - running));
            if (enough.await(pause, TimeUnit.NANOSECONDS)) {
                return fleet.status();
            }
        }
    }

    /** Runs in the shutdown hook: keeps the JVM alive until the fleet is off and the result is printed. */
    private static void finish(CountDownLatch enough, CountDownLatch done) {
        enough.countDown();
        try {
            boolean stopped = done.await(SECONDS_TO_STOP, TimeUnit.SECONDS);
            if (!stopped) {
                System.err.println("The fleet did not stop in time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void print(RunResult result, FleetStatus last) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(result.toJson());
        } else {
            out.println(last.line());
            for (Verdict verdict : result.expectations()) {
                out.println((verdict.met() ? "met: " : "not met: ") + verdict.expectation() + " (" + verdict.devices()
                        + ")");
            }
            if (!result.met()) {
                last.errors(ERRORS).forEach((error, times) -> out.println("  " + times + " × " + error));
            }
        }
        out.flush();
    }
}
