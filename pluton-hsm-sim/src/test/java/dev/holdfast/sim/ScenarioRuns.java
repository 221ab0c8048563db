package dev.holdfast.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.sim.agent.SmallGateway;
import dev.holdfast.sim.factory.Factory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import picocli.CommandLine;

/** Runs shipped scenarios from the command line against a {@link SmallGateway}, with fewer devices and faster than in real time. */
@Execution(ExecutionMode.CONCURRENT)
abstract class ScenarioRuns {
    /** Operating system of the manufactured chips. */
    static final String OS = "26.09";
    /** Operating system of an update. */
    static final String NEXT_OS = "26.10";
    /** Size of an application in bytes. */
    static final int APPLICATION = 2000;

    private static final Executor RUNS = run -> Thread.ofPlatform().daemon().start(run);

    @TempDir
    Path directory;

    final TestInstallation installation = new TestInstallation();
    final TestService service = new TestService();
    /** Standard output of the last command. */
    final StringWriter out = new StringWriter();

    SmallGateway gateway;

    @BeforeEach
    void a_gateway_with_a_service() throws Exception {
        gateway = new SmallGateway(installation);
        gateway.verifier(service);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.stop();
    }

    /** Returns the number of devices that have sent evidence. */
    long devices() {
        return gateway.evidence().stream().map(Evidence::device).distinct().count();
    }

    /** Manufactures the chips of a scenario, and adds their operating system to the reference values. */
    Factory make(String scenario, int devices) throws Exception {
        Files.writeString(directory.resolve("root.pem"), installation.rootPem());
        Path trust = Files.writeString(directory.resolve("trust.json"), installation.trust());
        assertThat(sim(
                        "manufacture",
                        "--directory",
                        directory.toString(),
                        "--devices",
                        Integer.toString(devices),
                        "--scenario",
                        scenario,
                        "--os",
                        OS,
                        "--trust",
                        trust.toString()))
                .isZero();
        Factory factory = Factory.open(directory.resolve("factory"), "sim-silicon");
        service.release(factory.osRelease(OS));
        return factory;
    }

    /** Runs a scenario. Returns the exit code: 0 if all expectations are met, 1 if not. */
    int runScenario(String scenario, int speed, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--scenario",
                scenario,
                "--chips",
                directory.resolve("chips").toString(),
                "--gateway",
                gateway.uri().toString(),
                "--gateway-ca",
                directory.resolve("root.pem").toString(),
                "--speed",
                Integer.toString(speed),
                "--status-every",
                "PT0.2S",
                "--json"));
        arguments.addAll(List.of(more));
        return sim(arguments.toArray(String[]::new));
    }

    /** Runs a scenario in its own thread, see {@link #runScenario}. On few processors, the common pool would run one scenario at a time. */
    CompletableFuture<Integer> start(String scenario, int speed, String... more) {
        return CompletableFuture.supplyAsync(() -> runScenario(scenario, speed, more), RUNS);
    }

    /** Waits for the exit code of a run. */
    static int code(CompletableFuture<Integer> run) throws InterruptedException, ExecutionException, TimeoutException {
        return run.get(6, TimeUnit.MINUTES);
    }

    /** Returns whether each expectation of the last run was met. */
    List<Boolean> verdicts() throws Exception {
        List<Boolean> met = new ArrayList<>();
        for (JsonNode verdict : new ObjectMapper().readTree(out.toString()).get("expectations")) {
            met.add(verdict.get("met").asBoolean());
        }
        return met;
    }

    /** Runs a command. Fails the test if the exit code is above 1. */
    int sim(String... arguments) {
        out.getBuffer().setLength(0);
        CommandLine commandLine = Sim.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(new StringWriter(), true));
        int code = commandLine.execute(arguments);
        if (code > 1) {
            throw new AssertionError("sim " + String.join(" ", arguments) + " ends with " + code);
        }
        return code;
    }
}
