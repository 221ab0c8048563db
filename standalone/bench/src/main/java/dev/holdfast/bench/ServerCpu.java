package dev.holdfast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * User and system CPU time of server processes and all their descendants. Reads fields 14 to 17 of {@code /proc/PID/stat}: the time of the
 * process and of its ended children. The resolution is 10 ms, so a measurement must last for seconds.
 *
 * @param micros CPU microseconds since each process started, by service name
 */
record ServerCpu(Map<String, Long> micros) {
    /** Linux counts CPU time in ticks of 1/100 s. */
    private static final long MICROS_PER_TICK = 10_000;

    /** Index of field 4 of {@code /proc/PID/stat}. Indexes count from 0 after the command name, so field 3 has index 0. */
    private static final int PARENT_PID = 1;

    /** Indexes of the fields 14 to 17. */
    private static final List<Integer> TIMES = List.of(11, 12, 13, 14);

    ServerCpu {
        micros = Collections.unmodifiableMap(new LinkedHashMap<>(micros));
    }

    /** Reads the CPU time of processes. {@code pids} has their PIDs by name. */
    static ServerCpu read(Map<String, Long> pids) throws IOException {
        Map<Long, List<Long>> processes = new LinkedHashMap<>();
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            for (Path entry : entries.filter(
                            path -> path.getFileName().toString().matches("\\d+"))
                    .toList()) {
                read(entry, processes);
            }
        }
        Map<String, Long> micros = new LinkedHashMap<>();
        pids.forEach((name, pid) -> micros.put(name, ticks(pid, processes) * MICROS_PER_TICK));
        return new ServerCpu(micros);
    }

    /** Returns the time since an earlier reading of the same processes. A process that is missing there counts from 0. */
    ServerCpu minus(ServerCpu before) {
        Map<String, Long> spent = new LinkedHashMap<>();
        micros.forEach((name, now) -> spent.put(name, now - before.micros.getOrDefault(name, 0L)));
        return new ServerCpu(spent);
    }

    ServerCpu times(double factor) {
        Map<String, Long> scaled = new LinkedHashMap<>();
        micros.forEach((name, spent) -> scaled.put(name, Math.round(spent * factor)));
        return new ServerCpu(scaled);
    }

    /** Returns the CPU microseconds of all processes. */
    long total() {
        return micros.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void read(Path process, Map<Long, List<Long>> into) {
        try {
            String stat = Files.readString(process.resolve("stat"));
            // The command name is in parentheses and can contain spaces. Count the fields after it.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long time = TIMES.stream()
                    .mapToLong(field -> Long.parseLong(fields[field]))
                    .sum();
            into.put(
                    Long.parseLong(process.getFileName().toString()),
                    List.of(Long.parseLong(fields[PARENT_PID]), time));
        } catch (IOException e) {
            // The process ended between listing and reading. The parent's time now includes the time of the ended
            // process.
            into.remove(Long.parseLong(process.getFileName().toString()));
        }
    }

    /** Returns the time of a process and its descendants. {@code processes} has the parent PID and the time of each process. */
    private static long ticks(long pid, Map<Long, List<Long>> processes) {
        long own = processes.containsKey(pid) ? processes.get(pid).get(1) : 0;
        long children = processes.entrySet().stream()
                .filter(entry -> entry.getValue().getFirst() == pid)
                .mapToLong(entry -> ticks(entry.getKey(), processes))
                .sum();
        return own + children;
    }
}
