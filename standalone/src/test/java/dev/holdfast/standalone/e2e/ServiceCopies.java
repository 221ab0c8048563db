package dev.holdfast.standalone.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts second processes of running services, with the same build and database but other ports and settings. */
final class ServiceCopies implements AutoCloseable {
    private final Stack stack;
    private final List<Process> processes = new ArrayList<>();

    ServiceCopies(Stack stack) {
        this.stack = stack;
    }

    /**
     * Starts a process.
     *
     * @param service name of the running service to copy
     * @param log name of its log in {@code target}
     * @param ports new values for those environment variables of the service that contain ports
     * @param settings environment variables to set
     */
    void start(String service, String log, Map<String, String> ports, Map<String, String> settings) throws IOException {
        ProcessHandle running = stack.running(service);
        List<String> command = new ArrayList<>();
        command.add(running.info().command().orElseThrow());
        command.addAll(Arrays.asList(running.info().arguments().orElseThrow()));
        // The copy of a console uses the API that its settings name.
        command.removeIf(argument -> argument.startsWith(CheckedApi.CONSOLE_OPTION));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", log).toFile());
        Map<String, String> environment = new HashMap<>(environment(running.pid()));
        environment.replaceAll((name, value) -> ports.getOrDefault(name, value));
        environment.putAll(settings);
        builder.environment().clear();
        builder.environment().putAll(environment);
        processes.add(builder.start());
    }

    private static Map<String, String> environment(long pid) throws IOException {
        Map<String, String> environment = new HashMap<>();
        for (String variable :
                Files.readString(Path.of("/proc/" + pid + "/environ")).split("\0", -1)) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                environment.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        return environment;
    }

    /** Waits until the process at this address is ready. */
    void awaitReady(String address) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address + "/q/health/ready")).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            stack.await(address + " is ready", () -> {
                try {
                    return Optional.of(client.send(request, HttpResponse.BodyHandlers.discarding()))
                            .filter(answer -> answer.statusCode() == 200);
                } catch (IOException e) {
                    return Optional.empty();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return Optional.empty();
                }
            });
        }
    }

    /** Waits until the newest process ends by itself. */
    void awaitEnd() {
        stack.await("the copy ends", () -> Optional.of(processes.getLast()).filter(process -> !process.isAlive()));
    }

    /** Kills the processes and waits for their end. */
    void kill() {
        processes.forEach(process -> process.destroyForcibly().onExit().join());
    }

    @Override
    public void close() {
        kill();
    }
}
