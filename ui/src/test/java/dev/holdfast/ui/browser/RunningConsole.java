package dev.holdfast.ui.browser;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The packaged console as a process that calls a given operator API. */
final class RunningConsole implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    private final Process process;
    private final String url;

    private RunningConsole(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Starts the console without sign-in. */
    static RunningConsole start(Path jar, String operatorApi) throws IOException, InterruptedException {
        return start(
                jar,
                "console-it.log",
                Map.of(
                        "HOLDFAST_API_URL",
                        operatorApi,
                        "QUARKUS_OIDC_TENANT_ENABLED",
                        "false",
                        "QUARKUS_HTTP_AUTH_PERMISSION_EVERYTHING_POLICY",
                        "permit"));
    }

    /**
     * Starts the console on a free port and waits until it is ready.
     *
     * @param log file name of the log, next to the jar
     * @param environment environment variables of the console
     */
    static RunningConsole start(Path jar, String log, Map<String, String> environment)
            throws IOException, InterruptedException {
        int port = freePort();
        int management = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx384m", "-jar", jar.toString());
        builder.environment().put("HOLDFAST_CONSOLE_PORT", Integer.toString(port));
        builder.environment().put("HOLDFAST_CONSOLE_MANAGEMENT_PORT", Integer.toString(management));
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        builder.redirectOutput(jar.resolveSibling(log).toFile());
        RunningConsole console = new RunningConsole(builder.start(), "http://localhost:" + port);
        console.awaitReady("http://localhost:" + management);
        return console;
    }

    String url() {
        return url;
    }

    @Override
    public void close() {
        process.destroy();
    }

    private void awaitReady(String management) throws InterruptedException {
        Instant deadline = Instant.now().plus(TIMEOUT);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(management + "/q/health/ready"))
                    .build();
            while (!isReady(client, request)) {
                if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                    close();
                    throw new IllegalStateException("the console did not become ready; see its log in target/");
                }
                Thread.sleep(Duration.ofMillis(100));
            }
        }
    }

    private static boolean isReady(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYetListening) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
