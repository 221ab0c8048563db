package dev.holdfast.standalone.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Arguments of all processes of this machine, recorded several times a second from the start of the demo on. */
final class ProcessArguments {
    private static final Set<Recorded> RECORDED = ConcurrentHashMap.newKeySet();

    private ProcessArguments() {}

    /**
     * A process.
     *
     * @param folder current folder of the process; empty if unknown
     * @param arguments arguments, separated by zero characters
     */
    record Recorded(String pid, Path folder, String arguments) {}

    /** Records until the JVM ends. */
    static void watch() {
        Thread.ofVirtual().start(() -> {
            while (true) {
                record();
                Pause.shortly();
            }
        });
    }

    /** Returns all recorded processes and the current ones. */
    static Set<Recorded> all() {
        record();
        return Set.copyOf(RECORDED);
    }

    private static void record() {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            processes
                    .filter(folder -> folder.getFileName().toString().matches("\\d+"))
                    .forEach(ProcessArguments::record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void record(Path process) {
        try {
            RECORDED.add(new Recorded(
                    process.getFileName().toString(),
                    folder(process),
                    Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            // The process has just ended.
        }
    }

    private static Path folder(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd"));
        } catch (IOException e) {
            return Path.of("");
        }
    }
}
