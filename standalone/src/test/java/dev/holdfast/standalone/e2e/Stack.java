package dev.holdfast.standalone.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.config.Settings;
import dev.holdfast.standalone.demo.OperatorClient;
import dev.holdfast.standalone.demo.Tokens;
import dev.holdfast.standalone.docs.DocScripts;
import dev.holdfast.standalone.install.Infrastructure;
import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.install.Mode;
import dev.holdfast.standalone.install.ServerTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/**
 * A running installation for tests: a new one in {@code standalone/target}, on free ports.
 *
 * <p>To skip the start, set {@code HOLDFAST_E2E_HOME=/path/.holdfast} to a running installation. The tests then start and stop nothing.
 */
final class Stack {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Folder of the private CA of {@link #empty}. */
    private static final Path EMPTY_TLS = Path.of("target", "e2e-empty-tls").toAbsolutePath();

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    /** Environment of {@code ./holdfast} commands. It selects the installation. */
    private final Map<String, String> environment;

    /** Whether this object started the installation, and so must stop it. */
    private final boolean ours;

    private final String welcome;
    private final Installation installation;
    private final Tokens tokens;
    private final CheckedApi api;

    private Stack(Home home, Map<String, String> environment, boolean ours, String welcome, CheckedApi api) {
        this.environment = environment;
        this.ours = ours;
        this.welcome = welcome;
        this.installation = Installation.open(home, Settings.load(home, environment), Mode.DEMO);
        ServerTls.trust(installation.settings());
        this.tokens = new Tokens(installation, Clock.systemUTC());
        this.api = api;
    }

    /** Returns the demo. Uses a running one if {@code HOLDFAST_E2E_HOME} is set. */
    static Stack demo() {
        String running = System.getenv("HOLDFAST_E2E_HOME");
        if (running == null) {
            return start("e2e", Map.of());
        }
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("HOLDFAST_HOME", running);
        return new Stack(Home.of(PROJECT, environment), environment, false, "", checkedApi(environment));
    }

    /**
     * Returns an installation without demo data. The gateway listens on another address than all other services. Console, operator API and
     * Keycloak have a certificate of a private CA, which no system trusts.
     */
    static Stack empty() {
        Infrastructure authority = new Infrastructure(EMPTY_TLS, Clock.systemUTC());
        authority.ensure(List.of("localhost"));
        return start(
                "e2e-empty",
                Map.of(
                        "HOLDFAST_GATEWAY_HOST",
                        "127.0.0.2",
                        "HOLDFAST_GATEWAY_EST_HOST",
                        "127.0.0.2",
                        "HOLDFAST_TLS_CERTIFICATE",
                        authority.certificate(Infrastructure.GATEWAY_SERVER).toString(),
                        "HOLDFAST_TLS_KEY",
                        authority.key(Infrastructure.GATEWAY_SERVER).toString()),
                "--empty");
    }

    /** Returns the PEM file of the CA that {@link #empty} uses. */
    static Path authorityOfEmpty() {
        return new Infrastructure(EMPTY_TLS, Clock.systemUTC()).certificate(Infrastructure.AUTHORITY);
    }

    /**
     * Restores a backup into an empty folder and starts the installation on other ports, by the script of the documentation.
     *
     * @param scripts runs the script
     */
    static Stack restored(Path backup, ScriptFolder scripts) throws IOException, InterruptedException {
        Map<String, String> environment = environment("e2e-restored", Map.of());
        String script = DocScripts.block("docs/operating.md", "export HOLDFAST_HOME")
                .text()
                .replace("/srv/holdfast", "'" + environment.get("HOLDFAST_HOME") + "'")
                .replaceAll("holdfast-[0-9-]+\\.tar\\.gz", Matcher.quoteReplacement("'" + backup + "'"))
                .replace("./holdfast up", "./holdfast up --detach");
        CheckedApi api = apiOfConsole(environment);
        return started(environment, api, scripts.run(script, environment));
    }

    private static Stack start(String name, Map<String, String> settings, String... options) {
        return up(environment(name, settings), options);
    }

    /** Deletes the folder of an earlier run. Returns the environment of an installation in this folder, on free ports. */
    private static Map<String, String> environment(String name, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(settings);
        Path folder = Path.of("target", name).toAbsolutePath();
        environment.put("HOLDFAST_HOME", folder.toString());
        environment.put("HOLDFAST_START_CACHES", "false");
        environment.putAll(Ports.free());
        compileQuickly(environment);
        run(environment, "down");
        deleteTree(folder);
        return environment;
    }

    private static Stack up(Map<String, String> environment, String... options) {
        CheckedApi api = apiOfConsole(environment);
        List<String> up = new ArrayList<>(List.of("up", "--detach"));
        up.addAll(List.of(options));
        return started(environment, api, run(environment, up.toArray(String[]::new)));
    }

    /** Starts the proxy that checks responses. Unless the console has TLS, its requests go through the proxy, too. */
    private static CheckedApi apiOfConsole(Map<String, String> environment) {
        CheckedApi api = checkedApi(environment);
        if (!environment.containsKey("HOLDFAST_TLS_KEY")) {
            environment.merge(
                    "HOLDFAST_CONSOLE_JAVA_OPTIONS",
                    CheckedApi.CONSOLE_OPTION + api.address(),
                    (before, option) -> before + " " + option);
        }
        return api;
    }

    private static Stack started(Map<String, String> environment, CheckedApi api, Outcome up) {
        if (up.status() != 0) {
            throw new AssertionError("./holdfast up failed:\n" + up.output());
        }
        return new Stack(Home.of(PROJECT, environment), environment, true, up.output(), api);
    }

    private static CheckedApi checkedApi(Map<String, String> environment) {
        return CheckedApi.of(
                Settings.load(Home.of(PROJECT, environment), environment).http(Port.API, ""));
    }

    /**
     * Adds a JVM option to each service that turns off the second compiler (C2). In a run of a few minutes, C2 costs more time than it
     * saves.
     */
    private static void compileQuickly(Map<String, String> environment) {
        Settings settings = Settings.load(Home.of(PROJECT, environment), environment);
        for (String service : List.of("keycloak", "backend", "gateway", "console", "fleet")) {
            environment.put(
                    "HOLDFAST_" + service.toUpperCase(Locale.ROOT) + "_JAVA_OPTIONS",
                    String.join(" ", settings.javaOptions(service)) + " -XX:TieredStopAtLevel=1");
        }
    }

    /** Returns the output of {@code ./holdfast up}, or an empty text if the installation was already running. */
    String welcome() {
        return welcome;
    }

    /** Returns the installation with its ports, folders and passwords. */
    Installation installation() {
        return installation;
    }

    /**
     * Returns the address of a page of the console.
     *
     * @param path starts with a slash
     */
    String console(String path) {
        return installation.settings().http(Port.CONSOLE, path).toString();
    }

    /** Returns the operator API, through a proxy that checks its responses. */
    CheckedApi api() {
        return api;
    }

    /**
     * Returns a client of the operator API for a demo user.
     *
     * @param user name
     */
    OperatorClient as(String user) {
        return as(() -> tokens.of(user));
    }

    /**
     * Returns a client of the operator API with an access token.
     *
     * @param token supplies the access token
     */
    OperatorClient as(Supplier<String> token) {
        return new OperatorClient(api.address(), token);
    }

    /**
     * Returns an access token of a demo user.
     *
     * @param user name
     */
    String token(String user) {
        return tokens.of(user);
    }

    /**
     * Returns the password of a demo user.
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
        return run(environment, arguments);
    }

    /**
     * Runs {@code ./holdfast} in a shell that knows only the folder of this installation.
     *
     * @param variables more environment variables of this shell
     * @param arguments command and options
     */
    Outcome fromAnotherShell(Map<String, String> variables, String... arguments) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("HOLDFAST_HOME", installation.home().directory().toString());
        return run(all, arguments);
    }

    /**
     * Begins a {@code ./holdfast} command and returns its process. The process writes stdout and stderr to one stream.
     *
     * @param arguments command and options
     */
    Process begin(String... arguments) throws IOException {
        return process(environment, arguments).start();
    }

    /**
     * Begins a command of the simulator and returns its process. The process writes stdout and stderr to one stream.
     *
     * @param arguments command and options
     */
    Process simulate(String... arguments) throws IOException {
        return process(
                        environment,
                        Stream.concat(Stream.of("sim"), Arrays.stream(arguments))
                                .toArray(String[]::new))
                .start();
    }

    /** Returns the services in {@code ./holdfast status --json}, by name. */
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
     * Kills the process of a service, like {@code kill -9}.
     *
     * @param service its name
     */
    void kill(String service) {
        ProcessHandle process = running(service);
        process.destroyForcibly();
        process.onExit().join();
    }

    /**
     * Returns the process of a running service.
     *
     * @param service its name
     */
    ProcessHandle running(String service) {
        JsonNode pid = status().getOrDefault(
                        service, JsonMapper.builder().build().missingNode())
                .path("pid");
        return ProcessHandle.of(pid.asLong()).orElseThrow();
    }

    /**
     * Waits until a service is healthy.
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
     * Polls until there is a value. Fails after five minutes.
     *
     * @param what names the value in the error message
     * @param probe returns the value, or empty
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

    /** Stops the installation, unless it was already running. */
    void close() {
        if (ours) {
            holdfast("down");
        }
        api.close();
        api.requireDocumented();
    }

    /**
     * Result of a command.
     *
     * @param status exit code
     * @param output stdout and stderr
     */
    record Outcome(int status, String output) {}

    private static ProcessBuilder process(Map<String, String> environment, String... arguments) {
        return java(environment, "dev.holdfast.standalone.Holdfast", arguments);
    }

    private static ProcessBuilder java(Map<String, String> environment, String main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dholdfast.project=" + PROJECT,
                "-cp",
                PROJECT.resolve("standalone/target/holdfast-standalone-0.1.0-SNAPSHOT.jar")
                        .toString(),
                main));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder;
    }

    private static Outcome run(Map<String, String> environment, String... arguments) {
        try {
            Process process = process(environment, arguments).start();
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
