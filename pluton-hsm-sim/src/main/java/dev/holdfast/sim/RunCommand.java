package dev.holdfast.sim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.holdfast.sim.fleet.Fleet;
import dev.holdfast.sim.fleet.FleetConfig;
import dev.holdfast.sim.fleet.FleetStatus;
import dev.holdfast.sim.scenario.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a fleet until it is told to stop. */
@Command(
        name = "run",
        description = {
            "Runs every chip in a directory against a gateway, with a status line now and then.",
            "Ends on Ctrl-C, on SIGTERM, or after --for; then prints the last status."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class RunCommand implements Callable<Integer> {
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new Jdk8Module()).build();
    private static final long SECONDS_TO_STOP = 25;

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
            description = "How the devices behave: smoke, demo, quiet-fleet, unknown-chip or a YAML file"
                    + " (${DEFAULT-VALUE}).")
    private String scenario;

    @Option(
            names = "--status-every",
            paramLabel = "DURATION",
            defaultValue = "PT10S",
            description = "Pause between two status lines (${DEFAULT-VALUE}).")
    private Duration statusEvery;

    @Option(names = "--for", paramLabel = "DURATION", description = "How long to run, such as PT5M; else for ever.")
    private @Nullable Duration howLong;

    @Option(names = "--json", description = "Print each status as one line of JSON, with every device.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Fleet fleet = Fleet.load(chips, new FleetConfig(gateway, gatewayCa, Scenario.find(scenario)));
        CountDownLatch enough = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Thread interrupter = new Thread(() -> finish(enough, done), "stop-fleet");
        Runtime.getRuntime().addShutdownHook(interrupter);
        try {
            fleet.start();
            watch(fleet, enough);
        } finally {
            fleet.stop();
            print(fleet.status());
            done.countDown();
        }
        return 0;
    }

    private void watch(Fleet fleet, CountDownLatch enough) throws InterruptedException {
        long end = howLong == null ? Long.MAX_VALUE : System.nanoTime() + howLong.toNanos();
        print(fleet.status());
        while (System.nanoTime() < end) {
            long pause = Math.min(statusEvery.toNanos(), end - System.nanoTime());
            if (enough.await(pause, TimeUnit.NANOSECONDS)) {
                return;
            }
            print(fleet.status());
        }
    }

    /** Runs in the shutdown hook: the JVM lives on until the fleet is off and its last status printed. */
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

    private void print(FleetStatus status) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? toJson(status) : status.line());
        out.flush();
    }

    private static String toJson(FleetStatus status) {
        try {
            return JSON.writeValueAsString(status);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a status is always JSON", e);
        }
    }
}
