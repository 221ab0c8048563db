package dev.holdfast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Resident memory of a process: {@code VmRSS} of {@code /proc/PID/status}.
 *
 * @param megabytes memory with the load, in 10<sup>6</sup> bytes
 * @param megabytesBefore memory before the load, in 10<sup>6</sup> bytes
 */
record Resident(double megabytes, double megabytesBefore) {
    private static final String LINE = "VmRSS:";
    private static final double KIB_PER_MEGABYTE = 1e6 / 1024;

    /** Returns the resident memory of {@code pid}, in megabytes. */
    static double of(long pid) throws IOException {
        String line = Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(candidate -> candidate.startsWith(LINE))
                .findFirst()
                .orElseThrow(() -> new IOException("/proc/%d/status has no VmRSS line".formatted(pid)));
        return Long.parseLong(line.replaceAll("\\D", "")) / KIB_PER_MEGABYTE;
    }

    /**
     * Returns the memory as text for the table.
     *
     * @param holders number of connections, to show the added memory of each
     */
    String words(long holders) {
        double kilobytesEach = (megabytes - megabytesBefore) * 1000 / holders;
        return String.format(
                Locale.ROOT, "%.0f MB resident, %.0f before; %.1f KB each", megabytes, megabytesBefore, kilobytesEach);
    }
}
