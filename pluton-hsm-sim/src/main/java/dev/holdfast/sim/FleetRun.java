package dev.holdfast.sim;

import dev.holdfast.sim.fleet.Fleet;
import dev.holdfast.sim.fleet.FleetStatus;
import dev.holdfast.sim.scenario.Expectation.Verdict;
import dev.holdfast.sim.scenario.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Runs a fleet: says what to watch, shows the progress, and checks the scenario's expectations at the end and at Ctrl-C. Its
 * fields are options of the commands that run a fleet.
 */
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
public final class FleetRun {
    private static final long SECONDS_TO_STOP = 60;
    private static final int NOT_MET = 1;
    private static final int ERRORS = 3;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--status-every",
            paramLabel = "DURATION",
            defaultValue = "PT2S",
            description = "Interval between status updates (${DEFAULT-VALUE}).")
    private Duration statusEvery;

    @Option(names = "--for", paramLabel = "DURATION", description = "Duration of the run, such as PT5M.")
    private @Nullable Duration howLong;

    @Option(names = "--until-met", description = "End as soon as all expectations are met.")
    private boolean untilMet;

    /** Constructor for picocli. */
    public FleetRun() {}

    /**
     * Checks the options.
     *
     * @throws picocli.CommandLine.ParameterException when a duration is not positive
     */
    public void check() {
        if (howLong != null) {
            Arguments.requirePause(spec, "--for", howLong);
        }
        Arguments.requirePause(spec, "--status-every", statusEvery);
    }

    /**
     * Runs a fleet until its duration is over, until it is stopped, or until nobody reads the output any longer.
     *
     * @param seed seed of all random choices, for the result
     * @param lasts duration without {@code --for}; empty until stopped
     * @param json whether to print the result as JSON, and the progress to standard error
     * @return exit code: 0 if all expectations are met, 1 if not
     * @throws IOException when this process may not open enough connections
     */
    public int run(Fleet fleet, Scenario scenario, long seed, Optional<Duration> lasts, boolean json)
            throws IOException, InterruptedException {
        Resources.check(fleet.switchedOn());
        CountDownLatch enough = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> finish(enough, done), "stop-fleet"));
        Instant startedAt = Instant.now();
        long start = System.nanoTime();
        try {
            fleet.start();
            FleetStatus last = watch(fleet, scenario, lasts, json, start, enough);
            List<Verdict> verdicts = last.judge(scenario.expectations());
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
            RunResult result = RunResult.of(scenario.name(), seed, startedAt, seconds, last, verdicts);
            print(result, last, json);
            return result.met() ? 0 : NOT_MET;
        } finally {
            try {
                fleet.stop();
            } finally {
                done.countDown();
            }
        }
    }

    private FleetStatus watch(
            Fleet fleet, Scenario scenario, Optional<Duration> lasts, boolean json, long start, CountDownLatch enough)
            throws InterruptedException {
        PrintWriter to = json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        Duration length = howLong != null ? howLong : lasts.orElse(null);
        String limit = length == null ? "" : ", runs for " + (untilMet ? "at most " : "") + length.toSeconds() + " s";
        to.println("Scenario " + scenario.name() + limit + ": " + scenario.watchFor());
        Progress progress = Progress.to(to, Progress.isTerminal() && !json);
        long end = length == null ? Long.MAX_VALUE : length.toNanos();
        while (true) {
            long running = System.nanoTime() - start;
            FleetStatus status = fleet.status();
            List<Verdict> verdicts = status.judge(scenario.expectations());
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

    private void print(RunResult result, FleetStatus last, boolean json) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(result.toJson());
        } else {
            out.println("Result after " + result.seconds() + " s: " + last.line());
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
