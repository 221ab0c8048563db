package dev.holdfast.standalone.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.config.Settings;
import dev.holdfast.standalone.demo.OperatorClient;
import dev.holdfast.standalone.demo.Tokens;
import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.install.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The product, running in {@code standalone/target/e2e} on ports of its own, made from nothing for this run.
 *
 * <p>For a quick loop keep one running and point the tests at it: {@code HOLDFAST_E2E_HOME=/path/.holdfast}; then
 * nothing is started or stopped here.
 */
final class Stack {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Map<String, String> environment;
    private final boolean ours;
    private final Installation installation;
    private final Tokens tokens;

    private Stack(Home home, Map<String, String> environment, boolean ours) {
        this.environment = environment;
        this.ours = ours;
        this.installation = Installation.open(home, Settings.load(home, environment), Mode.DEMO);
        this.tokens = new Tokens(installation, Clock.systemUTC());
    }

    static Stack start() {
        Path project = Path.of("..").toAbsolutePath().normalize();
        Map<String, String> environment = new HashMap<>(System.getenv());
        String running = System.getenv("HOLDFAST_E2E_HOME");
        if (running != null) {
            environment.put("HOLDFAST_HOME", running);
            return new Stack(Home.of(project, environment), environment, false);
        }
        Path folder = Path.of("target", "e2e").toAbsolutePath();
        environment.put("HOLDFAST_HOME", folder.toString());
        environment.put("HOLDFAST_START_CACHES", "false");
        environment.putAll(Ports.free());
        run(project, environment, "down");
        deleteTree(folder);
        Outcome outcome = run(project, environment, "up", "--detach");
        if (outcome.status() != 0) {
            throw new AssertionError("./holdfast up failed:\n" + outcome.output());
        }
        return new Stack(Home.of(project, environment), environment, true);
    }

    /** Ports, folders and passwords. */
    Installation installation() {
        return installation;
    }

    /**
     * The address of a page of the console.
     *
     * @param path starts with a slash
     */
    String console(String path) {
        return installation.settings().http(Port.CONSOLE, path).toString();
    }

    /**
     * The operator API as one of the demo's users.
     *
     * @param user name
     */
    OperatorClient as(String user) {
        return new OperatorClient(installation.settings(), () -> tokens.of(user));
    }

    /**
     * A demo user's access token.
     *
     * @param user name
     */
    String token(String user) {
        return tokens.of(user);
    }

    /**
     * A demo user's password.
     *
     * @param user name
     */
    String password(String user) {
        return installation.secrets().person("user." + user + ".password");
    }

    /**
     * Runs {@code ./holdfast} on this installation.
     *
     * @param arguments command and options
     */
    Outcome holdfast(String... arguments) {
        return run(installation.home().project(), environment, arguments);
    }

    /** What {@code ./holdfast status --json} says, by service name. */
    Map<String, JsonNode> status() {
        Map<String, JsonNode> services = new HashMap<>();
        try {
            for (JsonNode service : new JsonMapper()
                    .readTree(holdfast("status", "--json").output())
                    .get("services")) {
                services.put(service.get("name").asText(), service);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return services;
    }

    /**
     * Kills a service's process as a power cut would.
     *
     * @param service its name
     */
    void kill(String service) {
        JsonNode pid = status().getOrDefault(
                        service, JsonMapper.builder().build().missingNode())
                .path("pid");
        ProcessHandle process = ProcessHandle.of(pid.asLong()).orElseThrow();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    /**
     * Waits until a service works again.
     *
     * @param service its name
     */
    void awaitHealthy(String service) {
        await(
                service + " is healthy",
                () -> Optional.ofNullable(status().get(service))
                        .filter(found -> found.get("health").asText().equals("healthy")));
    }

    /**
     * Waits for something to become true, at most two minutes.
     *
     * @param what for the message when it does not
     * @param probe gives what was waited for
     */
    <T> T await(String what, Supplier<Optional<T>> probe) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Optional<T> found = probe.get();
            if (found.isPresent()) {
                return found.get();
            }
            Pause.shortly();
        }
        throw new AssertionError("Not within %d seconds: %s".formatted(PATIENCE.toSeconds(), what));
    }

    /** Stops it, if it was started here. */
    void close() {
        if (ours) {
            holdfast("down");
        }
    }

    /**
     * How a command ended.
     *
     * @param status exit status
     * @param output stdout and stderr
     */
    record Outcome(int status, String output) {}

    private static Outcome run(Path project, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dholdfast.project=" + project,
                "-cp",
                project.resolve("standalone/target/holdfast-standalone-0.1.0-SNAPSHOT.jar")
                        .toString(),
                "dev.holdfast.standalone.Holdfast"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void deleteTree(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList().reversed()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
