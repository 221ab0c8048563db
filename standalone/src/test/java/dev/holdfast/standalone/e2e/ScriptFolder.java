package dev.holdfast.standalone.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A folder in which scripts of documentation and console run: it has {@code ./holdfast}, {@code samples}, and {@code .holdfast}. */
final class ScriptFolder {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final int LIMIT_MINUTES = 5;

    private final Path folder;
    private final Path home;

    ScriptFolder(Stack stack, Path folder) {
        this.folder = folder;
        this.home = stack.installation().home().directory();
    }

    /** Creates the links and the command. Call it once for a folder. */
    void prepare() throws IOException {
        for (String path : new String[] {"standalone", "samples"}) {
            Files.createSymbolicLink(folder.resolve(path), PROJECT.resolve(path));
        }
        Files.createSymbolicLink(folder.resolve(".holdfast"), home);
        // The script ./holdfast would build changed sources.
        Path holdfast = Files.writeString(folder.resolve("holdfast"), """
                #!/bin/sh
                exec '%s' -Dholdfast.project='%s' -cp standalone/target/holdfast-standalone-0.1.0-SNAPSHOT.jar \\
                    dev.holdfast.standalone.Holdfast "$@"
                """.formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"), PROJECT));
        Files.setPosixFilePermissions(holdfast, PosixFilePermissions.fromString("rwx------"));
    }

    /** Writes a file that a script reads. */
    void write(String file, byte[] content) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.resolveSibling(".").normalize());
        Files.write(path, content);
    }

    /** Runs a script to its end, or for five minutes. Stops it at the first command that fails. */
    Stack.Outcome run(String script, Map<String, String> variables) throws IOException, InterruptedException {
        Process process = start(script, variables);
        // Reading the output has no timeout.
        CompletableFuture.delayedExecutor(LIMIT_MINUTES, TimeUnit.MINUTES).execute(process::destroyForcibly);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Stack.Outcome(process.waitFor(), output);
    }

    /** Begins a script whose last command runs until it is stopped. */
    RunningScript begin(String script, Map<String, String> variables) throws IOException {
        RunningScript running = new RunningScript(start(script, variables));
        CompletableFuture.delayedExecutor(LIMIT_MINUTES, TimeUnit.MINUTES).execute(running::stop);
        return running;
    }

    private Process start(String script, Map<String, String> variables) throws IOException {
        // Script and variables are not arguments of the process, because they can have secrets.
        Path file = Files.createTempFile(folder, "script", ".sh");
        Files.writeString(file, "set -euo pipefail\n" + script);
        ProcessBuilder builder = new ProcessBuilder("bash", file.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("HOLDFAST_HOME", home.toString());
        builder.environment().putAll(variables);
        return builder.start();
    }
}
