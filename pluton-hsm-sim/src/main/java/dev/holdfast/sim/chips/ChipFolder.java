package dev.holdfast.sim.chips;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.sim.disk.DiskFile;
import dev.holdfast.sim.mt3620.Mt3620;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A directory of chips. Each chip has a folder, named with the first digits of its device ID. The file {@code
 * <directory>.roster} lists the device IDs in order of manufacture, one a line. With it, 100,000 devices are listed
 * without opening a chip.
 */
public final class ChipFolder {
    /** Number of digits of the device ID in the name of a chip's folder. */
    private static final int NAME_LENGTH = 32;

    /** One million devices. */
    private static final int LONGEST_ROSTER = 1_000_000 * (DeviceId.TEXT_LENGTH + 1);

    private final Path directory;
    private final Path roster;

    /**
     * Refers to a directory, which need not exist yet.
     *
     * @param directory directory of chips; must not be the root of a file system
     */
    public ChipFolder(Path directory) {
        this.directory = directory;
        this.roster = directory.resolveSibling(directory.getFileName() + ".roster");
    }

    /** Returns the folder of a chip. */
    public Path chip(DeviceId device) {
        return directory.resolve(folder(device));
    }

    /** Moves a new chip from {@code unfinished}, a folder on the same disk, and adds it to the roster. */
    public void add(DeviceId device, Path unfinished) throws IOException {
        Files.move(unfinished, chip(device));
        Files.writeString(roster, device.text() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /**
     * Returns the devices in order of manufacture. Devices that are not on the roster come last, ordered by folder.
     *
     * @throws IOException when there are none or one cannot be read; the message is for people
     */
    public List<DeviceId> devices() throws IOException {
        Set<String> folders = folders();
        Set<DeviceId> devices = new LinkedHashSet<>();
        Set<String> named = new HashSet<>();
        for (DeviceId device : roster()) {
            String folder = folder(device);
            if (folders.contains(folder)) {
                devices.add(device);
                named.add(folder);
            }
        }
        devices.addAll(opened(folders.stream()
                .filter(folder -> !named.contains(folder))
                .sorted()
                .toList()));
        if (devices.isEmpty()) {
            throw new IOException("There are no chips in " + directory + ". Run './holdfast sim manufacture' first.");
        }
        return new ArrayList<>(devices);
    }

    private List<DeviceId> roster() throws IOException {
        if (!Files.exists(roster)) {
            return List.of();
        }
        List<DeviceId> devices = new ArrayList<>();
        DiskFile disk =
                new DiskFile(roster, LONGEST_ROSTER, "Correct or delete it. Without it, chips are ordered by folder.");
        for (String line : disk.text().lines().toList()) {
            try {
                devices.add(DeviceId.parse(line));
            } catch (IllegalArgumentException e) {
                throw disk.unusable("is damaged: line " + (devices.size() + 1) + " is not a device ID", e);
            }
        }
        return devices;
    }

    private static String folder(DeviceId device) {
        return device.text().substring(0, NAME_LENGTH);
    }

    private Set<String> folders() throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IOException("There are no chips in " + directory
                    + ": it is not a directory. Run './holdfast sim manufacture' first.");
        }
        try (Stream<Path> all = Files.list(directory)) {
            Set<String> names = new HashSet<>();
            all.map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .forEach(names::add);
            return names;
        }
    }

    /** Reads the device IDs from the chips in these folders. */
    private Collection<DeviceId> opened(List<String> folders) throws IOException {
        try {
            return folders.parallelStream().map(this::open).toList();
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e.getCause());
        }
    }

    private DeviceId open(String folder) {
        try {
            return Mt3620.open(directory.resolve(folder)).pluton().deviceId();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The chip in " + directory.resolve(folder) + " cannot be used: " + e.getMessage(), e);
        }
    }
}
