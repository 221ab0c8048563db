package dev.holdfast.sim.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.sim.disk.DiskFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Queue of reports that are not acknowledged yet. Each report is a file, so that it survives a power cut. A full queue
 * drops the oldest report, reports about applications first. Safe for use from any thread.
 */
final class ReportQueue {
    /** Maximum number of reports. */
    static final int CAPACITY = 256;

    private static final String SUFFIX = ".json";
    private static final int LONGEST = 64 * 1024;

    private final Path directory;
    private final Map<UUID, Waiting> reports = new LinkedHashMap<>();
    /** Number of the next file. File names are numbers, so that they sort by age. */
    private long next;

    private ReportQueue(Path directory) {
        this.directory = directory;
    }

    private record Waiting(DeviceReport report, Path file) {}

    /** Reads the queue from a directory. Creates the directory if it does not exist. */
    static ReportQueue open(Path directory) throws IOException {
        ReportQueue queue = new ReportQueue(Files.createDirectories(directory));
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            DeviceReport report = read(file);
            queue.reports.put(report.id(), new Waiting(report, file));
            queue.next = number(file) + 1;
        }
        return queue;
    }

    private static DiskFile disk(Path file) {
        return new DiskFile(file, LONGEST, "Delete it. Its report is lost.");
    }

    private static DeviceReport read(Path file) throws IOException {
        try {
            DeviceReport report = DeviceClient.JSON.readValue(disk(file).text(), DeviceReport.class);
            if (report == null || report.id() == null || report.at() == null || report.kind() == null) {
                throw disk(file).unusable("is not a report");
            }
            return report;
        } catch (JsonProcessingException e) {
            throw disk(file).unusable("is not a report", e);
        }
    }

    private static long number(Path file) throws IOException {
        String name = file.getFileName().toString();
        try {
            return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
        } catch (NumberFormatException e) {
            throw disk(file).unusable("does not have the name of a report", e);
        }
    }

    /** Adds a report, unless one with its ID is queued. */
    synchronized void add(DeviceReport report) throws IOException {
        if (reports.containsKey(report.id())) {
            return;
        }
        while (reports.size() >= CAPACITY) {
            remove(nextToDrop());
        }
        Path file = directory.resolve(String.format("%019d", next++) + SUFFIX);
        Path pending = directory.resolve("pending");
        Files.write(pending, DeviceClient.JSON.writeValueAsBytes(report));
        Files.move(pending, file, StandardCopyOption.ATOMIC_MOVE);
        reports.put(report.id(), new Waiting(report, file));
    }

    /** Returns the oldest report about updates if {@code aboutUpdates}, else the oldest of the other reports; empty for none. */
    synchronized Optional<DeviceReport> oldest(boolean aboutUpdates) {
        return reports.values().stream()
                .map(Waiting::report)
                .filter(report -> report.kind().isAboutUpdates() == aboutUpdates)
                .findFirst();
    }

    /** Returns the oldest reports about updates, oldest first, at most {@code limit}. */
    synchronized List<DeviceReport> oldestAboutUpdates(int limit) {
        return reports.values().stream()
                .map(Waiting::report)
                .filter(report -> report.kind().isAboutUpdates())
                .limit(limit)
                .toList();
    }

    /** Removes an acknowledged report. */
    synchronized void remove(UUID id) throws IOException {
        Waiting waiting = reports.remove(id);
        if (waiting != null) {
            Files.deleteIfExists(waiting.file());
        }
    }

    synchronized int size() {
        return reports.size();
    }

    private UUID nextToDrop() {
        return oldest(false).or(() -> oldest(true)).orElseThrow().id();
    }
}
