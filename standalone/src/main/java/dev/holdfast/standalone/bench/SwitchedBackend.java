package dev.holdfast.standalone.bench;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.process.Launch;
import dev.holdfast.standalone.process.Probe;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * One more backend of the installation, as built and as configured, on free ports and on the same database, that can leave audit entries out
 * ({@link AuditSwitch}). Nobody but a benchmark speaks to it, and it ends with the benchmark, however that ends.
 */
final class SwitchedBackend implements AutoCloseable {
    private static final long LOOK_MS = 200;
    private static final long PATIENCE_S = 20;
    /** A benchmark is one subject, and asks for more than anybody may. */
    private static final String NO_RATION = "1000000";

    private final Process process;
    private final Writer input;
    private final int port;

    private SwitchedBackend(Process process, int port) {
        this.process = process;
        this.input = process.outputWriter(StandardCharsets.US_ASCII);
        this.port = port;
    }

    /**
     * Starts one and waits until it is ready.
     *
     * @param directory for its log and the agent
     * @param backend how the installation starts its own
     */
    static SwitchedBackend start(Path directory, Launch backend) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path log = directory.resolve("switched-backend.log");
        List<String> command = new ArrayList<>(backend.command());
        command.add(1, "-javaagent:" + agent(directory));
        int port = Nginx.freePort();
        int management = Nginx.freePort();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(backend.environment());
        builder.environment()
                .putAll(Map.of(
                        "HOLDFAST_API_PORT", Integer.toString(port),
                        "HOLDFAST_BACKEND_MANAGEMENT_PORT", Integer.toString(management),
                        "HOLDFAST_INTERNAL_PORT", Integer.toString(Nginx.freePort()),
                        "HOLDFAST_API_REQUESTS_PER_SECOND", NO_RATION,
                        // What nobody asks for is the installation's own backend's: it seals, and it runs jobs.
                        "QUARKUS_SCHEDULER_ENABLED", "false"));
        SwitchedBackend started = new SwitchedBackend(builder.start(), port);
        Probe ready = Probe.http(URI.create("http://localhost:%d/q/health/ready".formatted(management)));
        long end = System.nanoTime() + backend.patience().toNanos();
        while (!ready.works()) {
            if (started.process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                started.close();
                throw new CannotContinue(
                        "A second backend did not start; the reason is at the end of %s.".formatted(log));
            }
        }
        return started;
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** From now on the acts in a catalog have their entries, or have none. */
    void writeEntries(boolean wanted, String catalog) throws IOException {
        input.write((wanted ? AuditSwitch.WITH : catalog) + "\n");
        input.flush();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        input.close();
    }

    private static Path agent(Path directory) throws IOException {
        Path jar = directory.resolve("audit-switch.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", AuditSwitch.class.getName());
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest)) {
            for (Class<?> part : AuditSwitch.parts()) {
                String file = part.getName().replace('.', '/') + ".class";
                entries.putNextEntry(new JarEntry(file));
                try (InputStream bytes =
                        Objects.requireNonNull(part.getClassLoader().getResourceAsStream(file))) {
                    bytes.transferTo(entries);
                }
                entries.closeEntry();
            }
        }
        return jar;
    }
}
