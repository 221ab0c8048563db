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
 * Reports that nobody acknowledged yet, in files, so that they outlive a power cut. When it is full the oldest report
 * makes room, those about applications first. Safe for use by several threads.
 */
final class ReportQueue {
    /** No more reports wait than this. */
    static final int CAPACITY = 256;

    private static final String SUFFIX = ".json";
    private static final int LONGEST = 64 * 1024;

    private final Path directory;
    private final Map<UUID, Waiting> reports = new LinkedHashMap<>();
    private long next;

    private ReportQueue(Path directory) {
        this.directory = directory;
    }

    private record Waiting(DeviceReport report, Path file) {}

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
        return new DiskFile(file, LONGEST, "Delete it: the report in it is lost.");
    }

    private static DeviceReport read(Path file) throws IOException {
        try {
            DeviceReport report = DeviceClient.JSON.readValue(disk(file).text(), DeviceReport.class);
            if (report == null || report.id() == null || report.at() == null || report.kind() == null) {
                throw disk(file).unusable("is no report");
            }
            return report;
        } catch (JsonProcessingException e) {
            throw disk(file).unusable("is no report", e);
        }
    }

    private static long number(Path file) throws IOException {
        String name = file.getFileName().toString();
        try {
            return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
        } catch (NumberFormatException e) {
            throw disk(file).unusable("has not the name of a report", e);
        }
    }

    /** Keeps a report. One with an id that waits already changes nothing. */
    synchronized void add(DeviceReport report) throws IOException {
        if (reports.containsKey(report.id())) {
            return;
        }
        while (reports.size() >= CAPACITY) {
            remove(leastWanted());
        }
        Path file = directory.resolve(String.format("%019d", next++) + SUFFIX);
        Path pending = directory.resolve("pending");
        Files.write(pending, DeviceClient.JSON.writeValueAsBytes(report));
        Files.move(pending, file, StandardCopyOption.ATOMIC_MOVE);
        reports.put(report.id(), new Waiting(report, file));
    }

    /** Returns the oldest report that travels under the update certificate, or of the others. */
    synchronized Optional<DeviceReport> oldest(boolean aboutUpdates) {
        return reports.values().stream()
                .map(Waiting::report)
                .filter(report -> report.kind().isAboutUpdates() == aboutUpdates)
                .findFirst();
    }

    /** Forgets a report, once it is acknowledged. */
    synchronized void remove(UUID id) throws IOException {
        Waiting waiting = reports.remove(id);
        if (waiting != null) {
            Files.deleteIfExists(waiting.file());
        }
    }

    synchronized int size() {
        return reports.size();
    }

    private UUID leastWanted() {
        return oldest(false).or(() -> oldest(true)).orElseThrow().id();
    }
}
