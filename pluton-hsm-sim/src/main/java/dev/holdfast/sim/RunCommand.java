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

/** Runs a fleet and judges what came of it. */
@Command(
        name = "run",
        description = {
            "Runs the chips of a directory against a gateway, and judges at the end what the scenario expects.",
            "Ends when the scenario or --for is over, on Ctrl-C, on SIGTERM, or when nobody reads its progress any longer."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The expectations of the scenario are met.",
            "1:At least one of them is not.",
            "2:The arguments are wrong.",
            "3:It could not run."
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
            description = "The device gateway, https://host:port.")
    private URI gateway;

    @Option(
            names = "--gateway-ca",
            required = true,
            paramLabel = "FILE",
            description = "PEM of what the gateway's certificate chains to.")
    private Path gatewayCa;

    @Option(
            names = "--scenario",
            paramLabel = "NAME|FILE",
            defaultValue = "smoke",
            description = "How the devices behave: one that 'sim scenarios' lists, or a YAML file (${DEFAULT-VALUE}).")
    private String scenario;

    @Option(names = "--seed", paramLabel = "N", description = "Of all chance; the scenario's own by default.")
    private @Nullable Long seed;

    @Option(names = "--devices", paramLabel = "N", description = "Only the first N chips; all by default.")
    private @Nullable Integer devices;

    @Option(
            names = "--status-every",
            paramLabel = "DURATION",
            defaultValue = "PT2S",
            description = "Pause between two looks at the fleet (${DEFAULT-VALUE}).")
    private Duration statusEvery;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "How long to run, such as PT5M; else what the scenario says, else until it is ended.")
    private @Nullable Duration howLong;

    @Option(
            names = "--speed",
            paramLabel = "FACTOR",
            defaultValue = "1",
            description = "Everything in the scenario that takes time takes so much less of it, networks apart"
                    + " (${DEFAULT-VALUE}).")
    private double speed;

    @Option(names = "--until-met", description = "End as soon as every expectation is met.")
    private boolean untilMet;

    @Option(
            names = "--json",
            description = "Print the result as one object of JSON to standard output; progress goes to standard error.")
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
                    || !progress.isHeard()
                    || (untilMet && verdicts.stream().allMatch(Verdict::met))) {
                return status;
            }
            long pause = Math.max(1, Math.min(statusEvery.toNanos(), end - running));
            if (enough.await(pause, TimeUnit.NANOSECONDS)) {
                return fleet.status();
            }
        }
    }

    /** Runs in the shutdown hook: the JVM lives on until the fleet is off and its result printed. */
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
