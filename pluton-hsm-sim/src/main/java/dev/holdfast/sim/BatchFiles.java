package dev.holdfast.sim;

import dev.holdfast.contract.id.DeviceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Output files of one batch of chips: the signed endorsement list, and the device IDs, one a line. They are {@code
 * endorsements.jws} and {@code devices.txt} for the first batch, {@code endorsements-2.jws} and {@code devices-2.txt}
 * for the second. An existing file is never replaced. A file is complete or absent.
 *
 * @param directory directory of the factory and its chips
 * @param number number of the batch, from 1
 */
record BatchFiles(Path directory, int number) {
    /** Returns the files of the next batch. */
    static BatchFiles next(Path directory) {
        BatchFiles files = new BatchFiles(directory, 1);
        while (Files.exists(files.list()) || Files.exists(files.devices())) {
            files = new BatchFiles(directory, files.number() + 1);
        }
        return files;
    }

    private Path list() {
        return directory.resolve("endorsements" + suffix() + ".jws");
    }

    private Path devices() {
        return directory.resolve("devices" + suffix() + ".txt");
    }

    private String suffix() {
        return number == 1 ? "" : "-" + number;
    }

    /**
     * Returns the number of chips on the roster that are in no device file of an earlier batch, because that batch was
     * interrupted; empty when there are none.
     *
     * @param roster all chips of this directory
     */
    OptionalLong unlisted(Path roster) throws IOException {
        long left = lines(roster);
        for (int earlier = 1; earlier < number; earlier++) {
            left -= lines(new BatchFiles(directory, earlier).devices());
        }
        return left > 0 ? OptionalLong.of(left) : OptionalLong.empty();
    }

    private static long lines(Path file) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        }
    }

    void writeDevices(List<DeviceId> made) throws IOException {
        write(devices(), String.join("\n", made.stream().map(DeviceId::text).toList()) + "\n");
    }

    /** Writes the signed endorsement list. Returns its path. */
    Path writeList(String jws) throws IOException {
        return write(list(), jws);
    }

    private static Path write(Path file, String text) throws IOException {
        Path unfinished = file.resolveSibling("." + file.getFileName());
        Files.writeString(unfinished, text);
        return Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
