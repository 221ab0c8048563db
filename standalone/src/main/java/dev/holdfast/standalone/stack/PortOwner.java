package dev.holdfast.standalone.stack;

import dev.holdfast.standalone.config.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the process that listens on a port. Reads Linux's {@code /proc}. Uses only the JDK, see {@link BeforeBuild}. */
final class PortOwner {
    /** State of a listening socket in {@code /proc/net/tcp}. */
    private static final String LISTENING = "0A";

    private PortOwner() {}

    /**
     * Returns the process that listens on a port.
     *
     * @return empty if unknown, for example because the process belongs to another user
     */
    static Optional<ProcessHandle> of(int port) {
        List<String> sockets = new ArrayList<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            sockets.addAll(listeners(Path.of(table), port));
        }
        return ProcessHandle.allProcesses()
                .filter(process -> holds(process.pid(), sockets))
                .findFirst();
    }

    /** Returns the name and PID of a program. */
    static String describe(ProcessHandle process) {
        String program = process.info().command().orElse("a program");
        return "%s (PID %d)".formatted(program.substring(program.lastIndexOf('/') + 1), process.pid());
    }

    /** Returns whether a PID file of the installation has the process. */
    static boolean belongsTo(Home home, ProcessHandle process) {
        String pid = Long.toString(process.pid());
        try (Stream<Path> files = Files.list(home.run())) {
            return files.filter(file -> file.toString().endsWith(".pid")).anyMatch(file -> isFor(file, pid));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isFor(Path file, String pid) {
        try {
            return Files.readString(file).trim().split(" ", -1)[0].equals(pid);
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the sockets that listen on the port, named like the links in {@code /proc/<pid>/fd}. */
    private static List<String> listeners(Path table, int port) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        try {
            return Files.readAllLines(table).stream()
                    .skip(1)
                    .map(line -> line.trim().split("\\s+"))
                    .filter(fields -> fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals(LISTENING))
                    .map(fields -> "socket:[" + fields[9] + "]")
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean holds(long pid, List<String> sockets) {
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return files.anyMatch(file -> isOneOf(file, sockets));
        } catch (IOException | UncheckedIOException e) {
            // The process belongs to another user or has just ended.
            return false;
        }
    }

    private static boolean isOneOf(Path file, List<String> sockets) {
        try {
            return sockets.contains(Files.readSymbolicLink(file).toString());
        } catch (IOException e) {
            return false;
        }
    }
}
